"""What the law says of a meeting: notice, quorum, motions, votes, recusals, minutes."""
