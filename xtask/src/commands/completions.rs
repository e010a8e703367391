//! `cargo xtask completions`.

use clap::Command;
use clap_complete::{Shell, generate};

/// The completed command. Shells complete a command by its first word, so it cannot be `cargo xtask`.
const NAME: &str = "xtask";

/// A function of that name.
const BASH_AND_ZSH: &str = r#"
xtask() { cargo xtask "$@"; }
"#;

/// Completes `cargo xtask` too, and keeps the completion of other cargo commands.
const BASH: &str = r#"
if ! declare -F _cargo >/dev/null && declare -F _completion_loader >/dev/null; then
    _completion_loader cargo
fi
_cargo_xtask() {
    if [[ $COMP_CWORD -gt 1 && ${COMP_WORDS[1]} == xtask ]]; then
        COMP_WORDS=("${COMP_WORDS[@]:1}")
        COMP_CWORD=$((COMP_CWORD - 1))
        _xtask xtask "$2" "$3"
    elif declare -F _cargo >/dev/null; then
        _cargo "$@"
    fi
}
complete -F _cargo_xtask -o bashdefault -o default cargo
"#;

const FISH: &str = r"
function xtask --description 'cargo xtask'
    cargo xtask $argv
end
";

/// Returns a script that defines and completes the function `xtask`.
pub(crate) fn completions(shell: Shell, mut command: Command) -> String {
    let mut script = Vec::new();
    generate(shell, &mut command, NAME, &mut script);
    let mut script = String::from_utf8_lossy(&script).into_owned();
    match shell {
        Shell::Bash => script += &[BASH_AND_ZSH, BASH].concat(),
        Shell::Zsh => script += BASH_AND_ZSH,
        Shell::Fish => script += FISH,
        // Users of other shells define the function themselves.
        _ => {}
    }
    script
}
