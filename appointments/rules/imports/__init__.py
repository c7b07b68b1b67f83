"""What does a row of somebody else's table say, and what came of it under the law of its day?"""
