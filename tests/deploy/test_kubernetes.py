"""The manifests are what Kubernetes knows, and what its restricted standard lets start."""

import base64
import binascii
import shutil
import subprocess
from ipaddress import ip_address, ip_network
from typing import Any

import kubernetes_validate
import pytest
import yaml

from tests.deploy.manifests import KUBERNETES, PROBES, known_settings, objects, of_kind, version

OBJECTS = objects()
DEPLOYMENTS = of_kind("Deployment")
PRIVATE = ("10.1.2.3", "172.20.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "127.0.0.1", "fd00::1", "fe80::1")


@pytest.mark.parametrize(("file", "one"), OBJECTS, ids=lambda value: value if isinstance(value, str) else value["kind"])
def test_kubernetes_knows_every_word_of_it(file: str, one: dict[str, Any]) -> None:
    kubernetes_validate.validate(one, kubernetes_validate.latest_version(), strict=True)


def test_a_word_that_kubernetes_does_not_know_is_found() -> None:
    wrong = {**DEPLOYMENTS[0], "spec": {**DEPLOYMENTS[0]["spec"], "replica": 2}}
    with pytest.raises(kubernetes_validate.ValidationError, match="replica"):
        kubernetes_validate.validate(wrong, kubernetes_validate.latest_version(), strict=True)


def test_everything_is_there_that_is_wanted() -> None:
    kinds = {one["kind"] for _, one in OBJECTS}
    assert kinds == {
        *("Namespace", "ServiceAccount", "ConfigMap", "Secret", "Deployment", "Service", "PodDisruptionBudget"),
        *("NetworkPolicy", "HorizontalPodAutoscaler", "Ingress"),
    }
    assert {one["metadata"].get("namespace", "liaison") for _, one in OBJECTS} == {"liaison"}


def containers() -> list[dict[str, Any]]:
    """Every container of every pod."""
    pods = [deployment["spec"]["template"]["spec"] for deployment in DEPLOYMENTS]
    return [container for pod in pods for container in pod["initContainers"] + pod["containers"]]


def test_the_restricted_standard_lets_every_pod_start() -> None:
    """Source: Kubernetes documentation, Pod Security Standards, "Restricted"."""
    (namespace,) = of_kind("Namespace")
    assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"
    for deployment in DEPLOYMENTS:
        pod = deployment["spec"]["template"]["spec"]
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert not pod.keys() & {"hostNetwork", "hostPID", "hostIPC"}
        assert {next(iter(volume.keys() - {"name"})) for volume in pod["volumes"]} <= {"secret", "emptyDir"}
    for container in containers():
        context = container["securityContext"]
        assert context["allowPrivilegeEscalation"] is False
        assert context["readOnlyRootFilesystem"] is True
        assert context["capabilities"] == {"drop": ["ALL"]}


def test_every_container_has_limits_and_those_that_stay_are_looked_at() -> None:
    for container in containers():
        for bound in ("requests", "limits"):
            assert set(container["resources"][bound]) == {"cpu", "memory"}
    for deployment in DEPLOYMENTS:
        (container,) = deployment["spec"]["template"]["spec"]["containers"]
        assert set(PROBES) <= container.keys()
        assert {port["containerPort"] for port in container["ports"]} == {
            container[probe]["httpGet"]["port"] for probe in PROBES
        }


def test_pods_are_found_by_what_asks_for_them() -> None:
    labels = {one["metadata"]["name"]: one["spec"]["template"]["metadata"]["labels"] for one in DEPLOYMENTS}
    budgets = {
        one["metadata"]["name"]: one["spec"]["selector"]["matchLabels"] for one in of_kind("PodDisruptionBudget")
    }
    assert budgets == labels
    (service,) = of_kind("Service")
    assert service["spec"]["selector"] == labels["serve"]
    (scaled,) = of_kind("HorizontalPodAutoscaler")
    assert scaled["spec"]["scaleTargetRef"]["name"] in labels
    (ingress,) = of_kind("Ingress")
    backend = ingress["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]
    assert backend == {"name": service["metadata"]["name"], "port": {"name": service["spec"]["ports"][0]["name"]}}


def test_no_token_of_the_cluster_is_handed_out() -> None:
    (account,) = of_kind("ServiceAccount")
    assert account["automountServiceAccountToken"] is False
    for deployment in DEPLOYMENTS:
        pod = deployment["spec"]["template"]["spec"]
        assert (pod["serviceAccountName"], pod["automountServiceAccountToken"]) == (account["metadata"]["name"], False)


def test_nothing_goes_to_private_networks_but_to_the_database() -> None:
    policies = {one["metadata"]["name"]: one["spec"] for one in of_kind("NetworkPolicy")}
    assert policies["nothing-but-what-is-named"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    blocks = [
        to["ipBlock"]
        for spec in policies.values()
        for rule in spec.get("egress", ())
        for to in rule["to"]
        if "ipBlock" in to
    ]
    assert blocks
    assert [address for address in PRIVATE for block in blocks if lets_out(block, address)] == []
    assert any(lets_out(block, "192.0.2.7") for block in blocks)
    assert any(lets_out(block, "2001:db8::1") for block in blocks)


def lets_out(block: dict[str, Any], address: str) -> bool:
    """Whether packets to an address may leave by this block."""
    to = ip_address(address)
    return to in ip_network(block["cidr"]) and not any(to in ip_network(one) for one in block["except"])


def test_the_secret_names_settings_and_as_it_stands_no_cluster_takes_it() -> None:
    (secret,) = of_kind("Secret")
    assert {name.upper() for name in secret["data"]} <= known_settings()
    mounted = [one["spec"]["template"]["spec"]["volumes"][0]["secret"]["secretName"] for one in DEPLOYMENTS]
    assert set(mounted) == {secret["metadata"]["name"]}
    for value in secret["data"].values():
        with pytest.raises(binascii.Error):
            base64.b64decode(value, validate=True)


def test_what_kustomize_applies_is_there_and_of_this_version() -> None:
    kustomization = yaml.safe_load((KUBERNETES / "kustomization.yaml").read_text(encoding="utf-8"))
    names = {path.name for path in KUBERNETES.glob("*.yaml")}
    assert set(kustomization["resources"]) == {name for name in names if "example" not in name} - {"kustomization.yaml"}
    assert [(image["name"], image["newTag"]) for image in kustomization["images"]] == [("liaison", version())]


@pytest.mark.skipif(not shutil.which("kubectl"), reason="kubectl is not installed")
def test_kustomize_puts_it_together() -> None:
    built = subprocess.run(["kubectl", "kustomize", str(KUBERNETES)], capture_output=True, text=True, check=True)
    images = {
        container["image"]
        for one in yaml.safe_load_all(built.stdout)
        if one["kind"] == "Deployment"
        for container in one["spec"]["template"]["spec"]["containers"]
    }
    assert images == {f"registry.example/liaison:{version()}"}
