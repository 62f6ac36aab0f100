#!/usr/bin/env python3
"""scripts/checkers_test.py: the checkers of the documents notice planted faults, and only those.

Used by   script/test (part docs). Everything happens in temporary folders.
"""

import pathlib
import tempfile
import unittest

import check_docs
import check_one_image
import check_source

STEPS = 12


class Project:
    """A folder with the given files, gone when the test ends."""

    def __init__(self, test, files):
        folder = tempfile.TemporaryDirectory()
        test.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())


class CheckDocs(unittest.TestCase):
    def faults(self, files):
        return check_docs.faults_of(Project(self, files).root)

    def test_links_to_files_folders_and_headings_are_fine(self):
        page = "# One\n[a](b.md) [b](sub/) [c](b.md#the-second-part) [d](#one) ![e](sub/p.png \"x\") <img src=\"sub/p.png\">\n"
        files = {"a.md": page, "b.md": "## The `second` part!\n", "sub/p.png": b"\x89PNG\0"}
        # The heading's anchor drops backticks and the exclamation mark.
        self.assertEqual(self.faults(files), [])

    def test_links_to_other_sites_are_left_alone(self):
        self.assertEqual(self.faults({"a.md": "[x](https://example.org/y) [m](mailto:a@example.org)\n"}), [])

    def test_links_shown_as_code_are_left_alone(self):
        self.assertEqual(self.faults({"a.md": "`[x](gone.md)`\n```\n[x](gone.md)\n```\n"}), [])

    def test_a_link_to_nothing_is_reported_with_its_line(self):
        self.assertEqual(self.faults({"a.md": "one\n\n[x](gone.md)\n"}), ["a.md:3: the link to 'gone.md' leads nowhere"])

    def test_a_picture_that_is_gone_is_reported(self):
        self.assertEqual(len(self.faults({"docs/a.md": "![x](../pictures/gone.png)\n"})), 1)

    def test_a_heading_that_is_gone_is_reported(self):
        self.assertIn("no heading for '#two'", self.faults({"a.md": "# One\n[x](#two)\n"})[0])

    def test_a_folder_of_one_machine_is_reported_in_any_text_file(self):
        for folder in check_docs.MACHINE_FOLDERS:
            for text in (f"x = '/{folder}/me/file'\n", f"see /{folder}.\n", f"cd /{folder}\n", f"path=/{folder}/a\n"):
                self.assertEqual(len(self.faults({"src/a.cpp": text})), 1, text)

    def test_paths_that_only_look_like_it_are_left_alone(self):
        folder = check_docs.MACHINE_FOLDERS[0]
        for text in (f"src/{folder}/a", f"$HERE/{folder}/a", f"${{HERE}}/{folder}/a", f"/{folder}er/a", f"https://example.org/{folder}/"):
            self.assertEqual(self.faults({"a.txt": text + "\n"}), [], text)

    def test_a_registry_host_is_reported(self):
        for host in check_docs.REGISTRY_HOSTS:
            self.assertEqual(len(self.faults({"a.sh": f"pip --index-url https://{host}/simple\n"})), 1, host)

    def test_binary_files_are_not_read(self):
        path = b"/" + check_docs.MACHINE_FOLDERS[0].encode() + b"/x"
        self.assertEqual(self.faults({"a.bin": b"\0\1" + path}), [])

    def test_build_folders_are_not_read(self):
        self.assertEqual(self.faults({"build/x.txt": f"/{check_docs.MACHINE_FOLDERS[0]}/x\n"}), [])


class CheckOneImage(unittest.TestCase):
    def faults(self, steps, source="void first(int x) { second<int>(x); }\n// third() is only spoken of\n", more=""):
        page = "# One image\n\n" + "".join(f"{n}. {step}\n" for n, step in enumerate(steps, 1)) + more
        files = {"docs/one_image.md": page, "src/apps/a.cpp": source, "reverie": "#!/bin/sh\nexec program\n# gone x\n"}
        return check_one_image.faults_of(Project(self, files).root)

    good = ["`apps/a.cpp: first`, gets a request\n   and hands on"] * STEPS

    def test_a_true_walk_is_fine(self):
        self.assertEqual(self.faults(self.good), [])

    def test_paths_may_start_at_the_root_and_end_in_parentheses(self):
        self.assertEqual(self.faults(["`src/apps/a.cpp: second()`"] * STEPS), [])

    def test_the_launcher_may_be_a_step(self):
        self.assertEqual(self.faults(["`reverie: exec`"] + self.good), [])
        self.assertEqual(len(self.faults(["`reverie: gone`"] + self.good)), 1)

    def test_a_place_named_on_a_continuation_line_counts(self):
        self.assertEqual(self.faults(["the start\n   `apps/a.cpp: first`"] * STEPS), [])

    def test_too_few_steps_are_reported(self):
        self.assertIn("11 numbered steps", self.faults(self.good[1:])[0])

    def test_a_step_without_a_place_is_reported(self):
        self.assertIn("step 13 names no", self.faults(self.good + ["then a picture appears"])[0])

    def test_a_file_that_is_gone_is_reported(self):
        self.assertIn("no file 'apps/b.cpp'", self.faults(self.good + ["`apps/b.cpp: first`"])[0])

    def test_a_function_that_is_gone_is_reported(self):
        self.assertIn("no function 'fourth'", self.faults(self.good + ["`apps/a.cpp: fourth`"])[0])

    def test_a_function_named_only_in_a_comment_is_reported(self):
        self.assertIn("no function 'third'", self.faults(self.good + ["`apps/a.cpp: third`"])[0])

    def test_part_of_a_longer_name_is_not_the_function(self):
        self.assertIn("no function 'irst'", self.faults(self.good + ["`apps/a.cpp: irst`"])[0])

    def test_a_method_needs_its_class_too(self):
        source = "void first() {}\nint Painter::draw() { return 1; }\n"
        self.assertEqual(self.faults(self.good + ["`apps/a.cpp: Painter::draw`"], source), [])
        self.assertEqual(len(self.faults(self.good + ["`apps/a.cpp: Sculptor::draw`"], source)), 1)

    def test_a_place_outside_the_list_is_checked_as_well(self):
        self.assertEqual(len(self.faults(self.good, more="\nSee `apps/a.cpp: fourth`.\n")), 1)

    def test_a_missing_page_is_reported(self):
        self.assertIn("no such file", check_one_image.faults_of(Project(self, {"a": ""}).root)[0])


class CheckSource(unittest.TestCase):
    order = "set(folders core image nn pipeline\n  apps CACHE STRING \"Folders\")\n"

    def faults(self, files):
        return check_source.faults_of(Project(self, {"src/CMakeLists.txt": self.order, **files}).root)

    def test_good_source_is_fine(self):
        self.assertEqual(self.faults({
            "src/core/error.h": "// core/error.h\n#include <string>\n",
            "src/nn/linear.h": "// nn/linear.h\n#include <torch/types.h>\n#include \"core/error.h\"\n",
            "src/apps/main.cpp": "#include \"nn/linear.h\"\nauto x = std::getenv(\"HOME\");\n"}), [])

    def test_an_include_to_the_right_is_reported_with_its_line(self):
        faults = self.faults({"src/core/error.cpp": "#include <string>\n#include \"nn/linear.h\"\n"})
        self.assertEqual(faults, ["src/core/error.cpp:2: 'core' must not include 'nn/linear.h', which stands to its right"])

    def test_a_folder_that_is_not_in_the_build_is_reported(self):
        self.assertIn("not listed", self.faults({"src/util/x.cpp": "\n"})[0])

    def test_torch_in_a_light_folder_is_reported(self):
        self.assertIn("without LibTorch", self.faults({"src/image/x.cpp": "#include <ATen/ATen.h>\n"})[0])

    def test_all_of_torch_is_reported_anywhere(self):
        self.assertIn("expected torch/types.h", self.faults({"tests/nn/x.cpp": "#include <torch/torch.h>\n"})[0])

    def test_reading_the_environment_below_apps_is_reported(self):
        self.assertIn("src/apps/ only", self.faults({"src/pipeline/x.cpp": "auto x = getenv(\"X\");\n"})[0])

    def test_a_header_that_does_not_name_itself_is_reported(self):
        self.assertIn("expected '// core/a.h'", self.faults({"src/core/a.h": "#pragma once\n"})[0])

    def test_a_proof_that_is_not_there_is_reported_with_its_line(self):
        header = "// core/a.h\n// Proven by tests/core/a_test.cpp\n"
        self.assertEqual(self.faults({"src/core/a.h": header}),
                         ["src/core/a.h:2: names tests/core/a_test.cpp, which is not there"])
        self.assertEqual(self.faults({"src/core/a.h": header, "tests/core/a_test.cpp": "\n"}), [])

    def test_a_god_file_is_reported_and_a_table_is_not(self):
        long = "// x\n" * 601
        self.assertIn("601 lines", self.faults({"tests/core/a.cpp": long})[0])
        self.assertEqual(self.faults({"src/core/a.inc": long}), [])


if __name__ == "__main__":
    unittest.main()
