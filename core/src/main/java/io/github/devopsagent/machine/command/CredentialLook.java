package io.github.devopsagent.machine.command;

import java.util.Set;
import java.util.regex.Pattern;

/** Whether a variable looks as if its value let somebody in: such a value is not written into a command. */
final class CredentialLook {

    /** AUTH is also the beginning of AUTHOR and AUTHORITY, which let nobody in. */
    private static final Pattern NAME = Pattern.compile(
            "PASS|PWD|TOKEN|SECRET|KEY|CREDENTIAL|COOKIE|AUTH(?!OR)|AUTHORI[SZ]", Pattern.CASE_INSENSITIVE);

    /** What every shell sets, and what is a directory. */
    private static final Set<String> DIRECTORIES = Set.of("PWD", "OLDPWD");

    private static final Pattern VALUE = Pattern.compile(
            String.join(
                    "|",
                    "://\\S*:\\S*@", // a password may have any character
                    "https?://[^/\\s@]+@", // a token alone, in the place of a user
                    "(pass|passwd|password|pwd|secret|token|key|signature|sig)[\"']?\\s*[:=]\\s*\\S",
                    "--?(pass|passwd|password|passphrase|pwd|secret|token|api-?key)\\s+\\S",
                    "\\b(mysql\\w*|mariadb\\S*|sshpass)\\s(.*\\s)?-p\\S", // elsewhere -p is a port or a path
                    "\\bcurl\\s(.*\\s)?(-u|--user)[\\s=]*\\S+:\\S",
                    "\\bjdbc:oracle:\\w+:[^/\\s]+/[^@\\s]+@",
                    "\\b(bearer|basic)\\s+\\S",
                    "-----BEGIN [A-Z ]*PRIVATE KEY",
                    "\\b(gh[pousr]_|github_pat_|glpat-|xox[abpr]-|AKIA|eyJ)\\w"),
            Pattern.CASE_INSENSITIVE);

    private CredentialLook() {}

    static boolean has(String name, String value) {
        return !value.isEmpty() && (hasName(name) || VALUE.matcher(value).find());
    }

    private static boolean hasName(String name) {
        return NAME.matcher(name).find() && !DIRECTORIES.contains(name);
    }
}
