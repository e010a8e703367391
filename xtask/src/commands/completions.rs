//! `cargo xtask completions`.

use clap::Command;
use clap_complete::{Shell, generate};

/// The command that is completed, since shells complete commands by their first word.
const NAME: &str = "xtask";

/// A function, so that there is a command of that name.
const BASH_AND_ZSH: &str = r#"
xtask() { cargo xtask "$@"; }
"#;

/// In bash, `cargo xtask` itself is completed too; whatever completes the rest of cargo's commands
/// still does.
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

/// What a shell takes for the completions of `xtask`, and for a function of that name which runs
/// `cargo xtask`.
pub(crate) fn completions(shell: Shell, mut command: Command) -> String {
    let mut script = Vec::new();
    generate(shell, &mut command, NAME, &mut script);
    let mut script = String::from_utf8_lossy(&script).into_owned();
    match shell {
        Shell::Bash => script += &[BASH_AND_ZSH, BASH].concat(),
        Shell::Zsh => script += BASH_AND_ZSH,
        Shell::Fish => script += FISH,
        // For the others, a function or an alias is theirs to say.
        _ => {}
    }
    script
}
