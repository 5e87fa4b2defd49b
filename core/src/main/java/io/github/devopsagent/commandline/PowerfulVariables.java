package io.github.devopsagent.commandline;

import java.util.regex.Pattern;

/** Variables that make a shell, or a program that reads them, start something else than is written. */
final class PowerfulVariables {

    private static final Pattern NAMES = Pattern.compile(
            "PATH|ENV|BASH_ENV|PS4|SHELLOPTS|BASHOPTS|CDPATH|FPATH|ZDOTDIR"
                    + "|PROMPT_COMMAND|GCONV_PATH|BASH_(?:FUNC_|CMDS|ALIASES|LOADABLES).*|(?:LD|DYLD)_.*"
                    // Where programs look for settings that name other programs.
                    + "|HOME|XDG_.*|KUBECONFIG|AWS_CONFIG_FILE|CLOUDSDK_.*|DOCKER_CONFIG|SHELL|CLASSPATH|LUA_.*|PHPRC|PHP_.*|R_.*"
                    + "|GIT_.*|(?:GNU)?MAKE.*|MFLAGS|NODE_.*|(?i:npm)_.*|PERL.*|PYTHON.*|PIP_.*|RUBY.*|GEM_.*|BUNDLE_.*|JAVA_.*"
                    + "|_JAVA_OPTIONS|JDK_.*|MAVEN_.*|GRADLE_.*|LESS.*|SSH_.*|RSYNC_.*|CC|CXX|LDFLAGS|GCC_.*|COMPILER_PATH"
                    + "|.*(?:OPTIONS|OPTS|OPT|COMMAND|CMD|PAGER|EDITOR|VISUAL|BROWSER|ASKPASS|RSH|SSH|PRELOAD|STARTUP|WRAPPER)");

    private PowerfulVariables() {}

    static boolean has(String name) {
        return NAMES.matcher(name).matches();
    }

    static String refusal(String name) {
        return "it sets " + name + ", by which something else may be started than is written";
    }
}
