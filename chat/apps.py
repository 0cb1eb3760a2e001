from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "chat"
    verbose_name = "Chat"

    def ready(self) -> None:
        from collab.live import places

        from . import chores, offices, own_data, rooms

        assert chores  # registered by being imported
        places.register("conversation", rooms.TalkPlace())
        places.register("conversation-notes", rooms.NotesPlace())
        places.register("desk", rooms.BoardPlace())
        own_data.register()
        offices.register()
