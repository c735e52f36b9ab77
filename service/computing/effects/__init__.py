"""What a constraint does to a campaign: computed from both, or said in general terms and marked so."""
