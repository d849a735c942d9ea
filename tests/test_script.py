"""The scripts of a fresh clone: well-formed, quiet on stdout, and done once."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPTS = (
    "script/setup",
    "script/nianbao",
    "script/test",
    "script/lint",
    "script/pictures",
    ".ci/run",
)
STUB_PYTHON = """#!/bin/sh
# Stands in for python: notes what it was asked, makes a venv of itself.
case "$*" in
    -V) echo "Python 3.13.0" ;;
    "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" && : >"$3/pyvenv.cfg" ;;
    "-m pip "*install*) echo "$*" >>"$CALLS"; [ ! -e "$CALLS.offline" ] ;;
    "-P -m nianbao"*) shift 3; echo "answer:$*" ;;
    "-m playwright --version") [ ! -e "$CALLS.driverless" ] ;;
    *ensurepip*) [ ! -e "$CALLS.bare" ] ;;
    "- "*) echo "somepackage" ;;
esac
"""
STUBS = {
    "python3.13": STUB_PYTHON,
    "fc-list": "#!/bin/sh\n[ -e \"$CALLS.fontless\" ] || echo 'Some Font'\n",
    "id": '#!/bin/sh\necho "${STUB_UID:-1000}"\n',
    "apt-get": '#!/bin/sh\necho "$*" >>"$CALLS.apt"\nexit 100\n',
    "uv": "#!/bin/sh\nexit 1\n",
}


@pytest.fixture
def checkout(root, tmp_path):
    """A copy of the scripts in a folder with a blank in its name, on a machine of stubs."""
    place = tmp_path / "my checkout"
    shutil.copytree(root / "script", place / "script")
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(root / name, place / name)
    stubs = tmp_path / "bin"
    stubs.mkdir()
    for name, text in STUBS.items():
        (stubs / name).write_text(text, encoding="utf-8")
        (stubs / name).chmod(0o755)
    return place


@pytest.fixture
def run(checkout, tmp_path):
    """Run a script of the copy from another folder; returns the finished process."""

    def go(script, *words, place=checkout, **more):
        environment = {
            "PATH": f"{tmp_path / 'bin'}{os.pathsep}/usr/bin:/bin",
            "NIANBAO_BROWSER": "/bin/true",
            "CALLS": str(tmp_path / "calls"),
        }
        return subprocess.run(
            [place / "script" / script, *words],
            cwd=tmp_path,
            env=environment | more,
            capture_output=True,
            text=True,
            check=False,
        )

    return go


def installs(tmp_path: Path) -> int:
    calls = tmp_path / "calls"
    return len(calls.read_text(encoding="utf-8").splitlines()) if calls.exists() else 0


@pytest.mark.parametrize("name", SCRIPTS)
def test_script_is_executable_and_well_formed(root, name):
    script = root / name
    assert os.access(script, os.X_OK)
    first = script.read_text(encoding="utf-8").splitlines()[0]
    shell = "bash" if "bash" in first else "sh"
    assert subprocess.run([shell, "-n", script], check=False).returncode == 0


def test_first_run_sets_up_and_then_answers_on_stdout_alone(run, tmp_path):
    done = run("nianbao", "forms", "--json")
    assert (done.returncode, done.stdout) == (0, "answer:forms --json\n")
    assert "安装完成" in done.stderr
    assert installs(tmp_path) == 1


def test_second_run_installs_nothing_and_says_nothing(run, tmp_path):
    run("nianbao", "forms")
    done = run("nianbao", "forms")
    assert (done.stdout, done.stderr) == ("answer:forms\n", "")
    assert installs(tmp_path) == 1


def test_changed_constraints_are_installed_again(run, checkout, tmp_path):
    run("setup")
    with (checkout / "constraints.txt").open("a", encoding="utf-8") as file:
        file.write("somepackage==2\n")
    run("setup")
    assert installs(tmp_path) == 2


def test_tools_of_the_tests_are_installed_only_when_asked_for(run, tmp_path):
    run("setup")
    run("setup", "--test")
    run("setup")
    run("setup", "--test")
    assert installs(tmp_path) == 2


def test_pins_and_wheels_only_are_demanded_of_the_installer(run, checkout, tmp_path):
    run("setup")
    call = (tmp_path / "calls").read_text(encoding="utf-8")
    assert f"-c {checkout / 'constraints.txt'} --only-binary :all:" in call


def test_failed_installation_is_told_in_chinese_and_tried_again_next_time(run, tmp_path):
    (tmp_path / "calls.offline").touch()
    failed = run("nianbao", "forms")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "依赖没有装上" in failed.stderr
    (tmp_path / "calls.offline").unlink()
    assert run("nianbao", "forms").stdout == "answer:forms\n"


def test_moved_checkout_is_set_up_anew(run, checkout, tmp_path):
    run("setup")
    done = run("setup", place=checkout.rename(tmp_path / "elsewhere"))
    assert "正在建立运行环境" in done.stderr
    assert installs(tmp_path) == 2


def test_plain_user_without_a_browser_is_told_of_the_mode_and_goes_on(run, tmp_path):
    done = run("nianbao", "forms", NIANBAO_BROWSER="/gone/browser")
    assert done.stdout == "answer:forms\n"
    assert "【无浏览器模式】" in done.stderr
    assert not (tmp_path / "calls.apt").exists()


def test_browser_whose_driver_cannot_run_is_told_with_the_cure(run, tmp_path):
    (tmp_path / "calls.driverless").touch()
    done = run("nianbao", "forms")
    assert done.stdout == "answer:forms\n"
    assert "【无浏览器模式】" in done.stderr
    assert "apt install libatomic1" in done.stderr


def test_root_asks_apt_for_a_font_once_and_goes_on_when_it_fails(run, tmp_path):
    (tmp_path / "calls.fontless").touch()
    done = run("nianbao", "forms", STUB_UID="0")
    assert done.stdout == "answer:forms\n"
    assert "没有找到中文字体" in done.stderr
    asked = (tmp_path / "calls.apt").read_text(encoding="utf-8")
    assert asked.count(" update") == 1
    assert "fonts-wqy-microhei" in asked
    run("nianbao", "forms", STUB_UID="0")
    assert (tmp_path / "calls.apt").read_text(encoding="utf-8") == asked


def test_machine_without_venv_says_what_the_administrator_must_do(run, tmp_path):
    (tmp_path / "calls.bare").touch()
    (tmp_path / "bin" / "uv").unlink()
    done = run("setup")
    assert done.returncode == 1
    assert "apt install python3-venv" in done.stderr


def test_script_called_through_a_link_finds_its_checkout(run, checkout, tmp_path):
    link = tmp_path / "bin" / "nianbao"
    link.symlink_to(checkout / "script" / "nianbao")
    run("setup")
    done = subprocess.run(
        [link, "forms"],
        env={"PATH": "/usr/bin:/bin", "CALLS": str(tmp_path / "calls")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "answer:forms\n"


def test_unknown_option_of_setup_is_refused(run):
    done = run("setup", "--all")
    assert done.returncode == 2
    assert "用法" in done.stderr


def test_constraints_pin_every_direct_dependency_and_name_no_address(root):
    import tomllib

    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["test"]
    text = (root / "constraints.txt").read_text(encoding="utf-8")
    pinned = {line.split("==")[0] for line in text.splitlines() if "==" in line}
    assert {line.split(">=")[0] for line in wanted} <= pinned
    assert "://" not in text


def test_version_of_the_package_is_the_version_of_the_project(root):
    import tomllib

    import nianbao

    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert nianbao.__version__ == project["version"]
