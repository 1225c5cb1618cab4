"""What programs do: each address is a deed of the desk, done through the same actions by the same rights."""
