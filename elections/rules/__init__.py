"""When officers are elected, who may stand, and what the ballots come to."""
