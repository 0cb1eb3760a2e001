from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "chat.interviews"
    label = "interviews"
    verbose_name = "Interviews"

    def ready(self) -> None:
        from collab.live import places

        from . import chores, offices, own_data, rooms

        assert chores  # registered by being imported
        places.register("interview", rooms.HallPlace())
        places.register("interview-back", rooms.BackPlace())
        offices.register()
        own_data.register()
