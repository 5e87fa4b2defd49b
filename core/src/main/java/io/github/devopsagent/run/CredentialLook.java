package io.github.devopsagent.run;

import java.util.Set;
import java.util.regex.Pattern;

/** Whether a variable looks as if its value let somebody in: such a value is not written into a command. */
final class CredentialLook {

    private static final Pattern NAME =
            Pattern.compile("PASS|PWD|TOKEN|SECRET|KEY|CREDENTIAL", Pattern.CASE_INSENSITIVE);

    /** What every shell sets, and what is a directory. */
    private static final Set<String> DIRECTORIES = Set.of("PWD", "OLDPWD");

    private static final Pattern VALUE = Pattern.compile(
            "://[^/\\s]*:[^/\\s]*@" + "|(pass|passwd|password|pwd|secret|token|key|signature|sig)=[^&;\\s]"
                    + "|\\b(bearer|basic)\\s+\\S" + "|-----BEGIN [A-Z ]*PRIVATE KEY",
            Pattern.CASE_INSENSITIVE);

    private CredentialLook() {}

    static boolean has(String name, String value) {
        return (NAME.matcher(name).find() && !DIRECTORIES.contains(name))
                || VALUE.matcher(value).find();
    }
}
