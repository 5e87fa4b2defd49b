package io.github.devopsagent.git.internal.remote;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.transport.HttpConfig;

/**
 * Where git's configuration and the environment have credentials, whether or not this process uses them: hooks and other
 * git processes may print all of it.
 */
final class ConfiguredCredentials {

    private static final String REMOTE = "remote";
    private static final String PROXY = "proxy";
    private static final String URL = "url";
    private static final List<String> PROXIES = List.of("http_proxy", "https_proxy", "all_proxy");

    private final Config config;
    private final Map<String, String> environment;

    ConfiguredCredentials(Config config, Map<String, String> environment) {
        this.config = config;
        this.environment = environment;
    }

    void tell(CredentialMask mask) {
        Config told = ofEnvironment();
        for (Config each : List.of(config, told)) {
            urls(each).forEach(mask::learnUrl);
            // Those of all URLs: a redirection may have them sent, too.
            all(each, HttpConfig.HTTP, HttpConfig.EXTRA_HEADER).forEach(mask::learnHeader);
        }
        environment.forEach((name, value) -> {
            if (PROXIES.contains(name.toLowerCase(Locale.ROOT))) {
                mask.learnUrl(value);
            }
        });
    }

    private static Stream<String> urls(Config config) {
        return Stream.of(
                        all(config, REMOTE, URL),
                        all(config, REMOTE, "pushurl"),
                        all(config, REMOTE, PROXY),
                        all(config, REMOTE, "pushDefault"),
                        all(config, "branch", REMOTE),
                        all(config, "branch", "pushRemote"),
                        all(config, HttpConfig.HTTP, PROXY),
                        all(config, URL, "insteadOf"),
                        all(config, URL, "pushInsteadOf"),
                        config.getSubsections(URL).stream(),
                        config.getSubsections(HttpConfig.HTTP).stream())
                .flatMap(each -> each);
    }

    private static Stream<String> all(Config config, String section, String name) {
        return Stream.concat(
                Arrays.stream(config.getStringList(section, null, name)),
                config.getSubsections(section).stream()
                        .flatMap(subsection -> Arrays.stream(config.getStringList(section, subsection, name))));
    }

    /** What {@code GIT_CONFIG_COUNT} announces, which JGit does not read. */
    private Config ofEnvironment() {
        Config found = new Config();
        IntStream.range(0, count()).forEach(i -> {
            String key = environment.getOrDefault("GIT_CONFIG_KEY_" + i, "");
            String value = environment.getOrDefault("GIT_CONFIG_VALUE_" + i, "");
            int first = key.indexOf('.');
            int last = key.lastIndexOf('.');
            if (first > 0) {
                String subsection = first < last ? key.substring(first + 1, last) : "";
                set(found, key.substring(0, first), subsection, key.substring(last + 1), value);
            }
        });
        return found;
    }

    private int count() {
        String count = environment.getOrDefault("GIT_CONFIG_COUNT", "");
        return count.matches("[0-9]{1,4}") ? Integer.parseInt(count) : 0;
    }

    private static void set(Config config, String section, String subsection, String name, String value) {
        String in = subsection.isEmpty() ? null : subsection;
        List<String> values = new ArrayList<>(List.of(config.getStringList(section, in, name)));
        values.add(value);
        config.setStringList(section, in, name, values);
    }
}
