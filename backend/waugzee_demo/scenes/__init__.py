"""Every scene the demo collection is drawn from. All names are made up."""

from waugzee_demo.scenes import electronic, formal, jazz, rock, soul, world
from waugzee_demo.scenes.scene import Scene

SCENES: tuple[Scene, ...] = (
    *jazz.SCENES,
    *rock.SCENES,
    *electronic.SCENES,
    *soul.SCENES,
    *world.SCENES,
    *formal.SCENES,
)
