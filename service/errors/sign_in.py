"""What can go wrong when a person signs in with the identity provider, and what their role does not allow."""

from service.errors.base import LiaisonError
from service.errors.requests import RequestError


class SignInRequired(RequestError):
    """Nobody is signed in, or not any more, and the request shows no key either."""

    code = "sign_in_required"
    title = "Sign in first"
    action = "Open /sign-in in a browser; a program sends `Authorization: Bearer` with a key of this server."
    status = 401


class SignInLost(RequestError):
    """The provider sent somebody back whose sign-in was not begun in this browser, or too long ago, or is used up."""

    code = "sign_in_lost"
    title = "This sign-in is not under way any more"
    action = "Sign in again, from the beginning and in one window."
    status = 400


class SignInRefused(RequestError):
    """The identity provider did not let the person in, or the person said no."""

    code = "sign_in_refused"
    title = "The identity provider said no"
    action = "Sign in again, or ask whoever looks after your account there."
    status = 403


class SignInUnproven(RequestError):
    """What the identity provider says about the person cannot be trusted; the log of the server has the reason."""

    code = "sign_in_unproven"
    title = "Who you are could not be made sure of"
    action = "Sign in again; if it happens again, tell whoever runs this server the id of the request."
    status = 403


class NotAdmitted(RequestError):
    """The person has proved who they are, and has no role here, or no workspace."""

    code = "not_admitted"
    title = "You have no place on this server yet"
    action = "Ask whoever looks after your account to give it one of these groups, then sign in again."
    status = 403


class RoleMissing(RequestError):
    """The role of the person allows other things, and not this."""

    code = "role_missing"
    title = "Your role does not allow that"
    action = "Ask somebody of the other side to do it, or an admin for the role."
    status = 403


class ProviderUnavailable(LiaisonError):
    """The identity provider cannot be reached, or what it answers cannot be used: nobody can sign in meanwhile."""

    code = "provider_unavailable"
    title = "The identity provider does not answer"
    action = "Try again in a minute; whoever runs the server can look with `liaison doctor`."
    status = 503
    exit_code = 3
    seconds = 60
    """After which it is worth to come again."""
