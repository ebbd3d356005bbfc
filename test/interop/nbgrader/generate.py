"""Has nbgrader make the student version of each notebook of a folder, and look ours over. Prints what came out as JSON.

generate.py SOURCE OURS WORK: teachers' notebooks, our student copies of them, a folder to work in.
"""

import json
import os
import shutil
import sys

import nbformat
from nbgrader.api import MissingEntry  # noqa: F401  (fails early where the database layer is missing)
from nbgrader.apps import NbGraderAPI
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.utils import compute_checksum, is_grade, is_locked, is_solution
from traitlets.config import Config

# nbgrader starts a program of its Python by name.
os.environ["PATH"] = os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]
source, ours, work = (os.path.abspath(path) for path in sys.argv[1:4])
shutil.copytree(source, os.path.join(work, "source", "lab"))

config = Config()
config.CourseDirectory.root = work
config.CourseDirectory.course_id = "course"
config.CourseDirectory.db_url = "sqlite:///" + os.path.join(work, "gradebook.db")
config.ClearSolutions.code_stub = {
    "python": "# YOUR CODE HERE\nraise NotImplementedError()",
    "typescript": "// your code here",
}
config.ClearSolutions.text_stub = "Your answer here"
result = NbGraderAPI(config=config).generate_assignment("lab", force=True, create=True)
if not result["success"]:
    sys.exit(result["log"] + str(result.get("error")))


def cells_of(path):
    notebook = nbformat.read(path, as_version=4)
    return [
        {
            "source": cell.source,
            "nbgrader": cell.metadata.get("nbgrader"),
            "deletable": cell.metadata.get("deletable", True),
            "editable": cell.metadata.get("editable", True),
        }
        for cell in notebook.cells
    ]


def look_over(path):
    """What nbgrader says of a notebook that it did not make."""
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)
    marked = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    return {
        "changed": [
            cell.metadata.nbgrader.grade_id
            for cell in marked
            if cell.metadata.nbgrader.checksum != compute_checksum(cell)
        ],
        "kinds": [[is_grade(cell), is_solution(cell), is_locked(cell)] for cell in marked],
    }


names = sorted(name for name in os.listdir(source) if name.endswith(".ipynb"))
print(
    json.dumps(
        {
            name: {
                "theirs": cells_of(os.path.join(work, "release", "lab", name)),
                "ours": cells_of(os.path.join(ours, name)),
                "seen": look_over(os.path.join(ours, name)),
            }
            for name in names
        }
    )
)
