"""Work that goes on after its request was answered, and that no crash loses: jobs, and the queue that they wait in."""
