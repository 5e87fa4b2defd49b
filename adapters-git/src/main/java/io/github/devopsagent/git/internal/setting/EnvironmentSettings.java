package io.github.devopsagent.git.internal.setting;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the environment says as configuration: {@code GIT_CONFIG_COUNT}, and {@code git -c} of a git that has started this. */
final class EnvironmentSettings {

    private static final String COUNT = "GIT_CONFIG_COUNT";
    private static final String PARAMETERS = "GIT_CONFIG_PARAMETERS";

    /** {@code 'key'='value'}, {@code 'key'=}, and {@code 'key=value'} as older versions of git say it. */
    private static final Pattern PARAMETER =
            Pattern.compile("\\s*'((?:[^']|'\\\\['!]')*)'(?:(=)(?:'((?:[^']|'\\\\['!]')*)')?)?(?=\\s|$)\\s*");

    private EnvironmentSettings() {}

    static List<GitSetting> of(Map<String, String> environment) throws GitRefusal {
        List<GitSetting> settings = new ArrayList<>(counted(environment));
        settings.addAll(parameters(environment.getOrDefault(PARAMETERS, "")));
        return settings;
    }

    private static List<GitSetting> counted(Map<String, String> environment) throws GitRefusal {
        List<GitSetting> settings = new ArrayList<>();
        int count = count(environment.getOrDefault(COUNT, ""));
        for (int i = 0; i < count; i++) {
            settings.add(setting(
                    required(environment, "GIT_CONFIG_KEY_" + i),
                    required(environment, "GIT_CONFIG_VALUE_" + i),
                    "GIT_CONFIG_KEY_" + i));
        }
        return settings;
    }

    private static int count(String text) throws GitRefusal {
        if (!text.matches("\\s*\\+?[0-9]{0,6}")) {
            throw new GitRefusal("The environment's " + COUNT + " is '" + text
                    + "', which git does not take for a number. Correct it.");
        }
        String digits = text.strip().replace("+", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private static String required(Map<String, String> environment, String variable) throws GitRefusal {
        String value = environment.get(variable);
        if (value == null) {
            throw new GitRefusal("The environment's " + COUNT + " announces " + variable
                    + ", which is not there, and git stops at that. Set it, or correct " + COUNT + ".");
        }
        return value;
    }

    private static List<GitSetting> parameters(String text) throws GitRefusal {
        List<GitSetting> settings = new ArrayList<>();
        Matcher parameter = PARAMETER.matcher(text);
        int end = 0;
        while (parameter.find() && parameter.start() == end) {
            end = parameter.end();
            settings.add(parameter(parameter));
        }
        if (!text.substring(end).isBlank()) {
            throw new GitRefusal(
                    "The environment's " + PARAMETERS + " cannot be read. Leave it out, or use " + COUNT + ".");
        }
        return settings;
    }

    private static GitSetting parameter(Matcher parameter) throws GitRefusal {
        String key = unquoted(parameter.group(1));
        if (parameter.group(2) != null) {
            return setting(
                    key, parameter.group(3) == null ? GitSetting.TRUE : unquoted(parameter.group(3)), PARAMETERS);
        }
        int sign = key.indexOf('=');
        return sign < 0
                ? setting(key, GitSetting.TRUE, PARAMETERS)
                : setting(key.substring(0, sign), key.substring(sign + 1), PARAMETERS);
    }

    private static String unquoted(String text) {
        return text.replace("'\\''", "'").replace("'\\!'", "!");
    }

    private static GitSetting setting(String key, String value, String origin) throws GitRefusal {
        int first = key.indexOf('.');
        int last = key.lastIndexOf('.');
        if (first <= 0 || last == key.length() - 1) {
            throw new GitRefusal("The environment's " + origin + " names '" + key
                    + "', which is no key of git's configuration, such as core.autocrlf. Correct it.");
        }
        return new GitSetting(
                key.substring(0, first).toLowerCase(Locale.ROOT),
                first < last ? key.substring(first + 1, last) : "",
                key.substring(last + 1).toLowerCase(Locale.ROOT),
                value,
                "the environment (" + origin + ")");
    }
}
