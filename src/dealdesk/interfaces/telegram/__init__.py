"""The Telegram bot: receives, renders and sends; what is answered is the engine's."""
