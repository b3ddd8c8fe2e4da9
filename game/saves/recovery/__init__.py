"""What can be had back of a file of runs that was damaged: from its pages, and from the copies beside it."""
