"""How fast is it, measured against bare answers of the same server in the same minute?"""
