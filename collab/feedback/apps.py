from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "collab.feedback"
    verbose_name = "Feedback"

    def ready(self) -> None:
        from collab.live import places

        from . import chores, follows, offices, own_data, rooms

        assert chores  # registered by being imported
        places.register("case", rooms.StepsPlace())
        places.register("case-notes", rooms.NotesPlace())
        own_data.register()
        follows.register()
        offices.register()
