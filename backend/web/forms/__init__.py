"""What people type, checked for its form; whether it may be is the domain's to say."""
