package io.github.devopsagent.git.internal.ssh;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which options a program that speaks SSH takes. */
public enum SshVariant {
    /** OpenSSH, or what takes its options. */
    SSH("-p", "-oBatchMode=yes"),
    PLINK("-P", ""),
    TORTOISEPLINK("-P", "-batch"),
    /** Neither a port nor anything else can be said to it. */
    SIMPLE("", ""),
    /** Not known until it is asked. */
    AUTO("", "");

    private final String port;
    private final String silence;

    SshVariant(String port, String silence) {
        this.port = port;
        this.silence = silence;
    }

    /** As configured, else by the program's name, as git does. */
    static SshVariant of(Optional<String> configured, String program) {
        Optional<SshVariant> named = configured
                .flatMap(SshVariant::named)
                .filter(variant -> variant != AUTO)
                .or(() -> named(program.replaceAll("(?i)\\.exe$", "")));
        return named.orElse(AUTO);
    }

    private static Optional<SshVariant> named(String name) {
        return Arrays.stream(values())
                .filter(variant -> variant.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    boolean takesPort() {
        return !port.isEmpty();
    }

    List<String> port(int number) {
        return List.of(port, String.valueOf(number));
    }

    /** So that nobody is asked. */
    List<String> silence() {
        return silence.isEmpty() ? List.of() : List.of(silence);
    }
}
