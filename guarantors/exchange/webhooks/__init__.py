"""What is told to webhooks, and how it is sent."""
