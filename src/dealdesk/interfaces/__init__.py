"""What people and programs touch: the command line, the chat, question sets."""
