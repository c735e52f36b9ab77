"""HTTP: requests in, results, events and problems out."""
