package io.github.devopsagent.shell.internal.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the wrapper reports; see {@link Lifeline}. Other lines are complaints of the shell that runs the wrapper. */
public final class WrapperReports {

    private static final Pattern REPORT = Pattern.compile("(?m)^(job|exit|cut) (\\d+)$");
    private static final int LONGEST = 16 * 1024;

    private final InputStream source;
    private final StringBuilder text = new StringBuilder();

    public WrapperReports(InputStream source) {
        this.source = source;
    }

    /** Takes what is there, without waiting. */
    boolean poll() {
        try {
            int available = source.available();
            if (available == 0) {
                return false;
            }
            String more = new String(source.readNBytes(available), UTF_8);
            text.append(text.length() < LONGEST ? more : "");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public OptionalLong job() {
        return number("job").map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    public Optional<ExitStatus> endedByItself() {
        return number("exit").map(code -> new ExitStatus(code.intValue()));
    }

    public Optional<ExitStatus> cut() {
        return number("cut").map(code -> new ExitStatus(code.intValue()));
    }

    public String complaints() {
        return REPORT.matcher(text).replaceAll("").strip();
    }

    private Optional<Long> number(String kind) {
        int lastWholeLine = text.lastIndexOf("\n") + 1;
        Matcher report = REPORT.matcher(text.substring(0, lastWholeLine));
        while (report.find()) {
            if (report.group(1).equals(kind)) {
                return Optional.of(Long.valueOf(report.group(2)));
            }
        }
        return Optional.empty();
    }
}
