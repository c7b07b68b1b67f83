"""How do tables from elsewhere come onto the record: read, judged, and taken in at once?"""
