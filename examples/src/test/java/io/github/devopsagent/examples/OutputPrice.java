package io.github.devopsagent.examples;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.RunListener;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * What the output of a step costs beside a bare {@link ProcessBuilder} that reads all of it: each in a JVM of its own,
 * one after the other, without what the same JVM takes for a step that prints nothing. Arguments: a directory, how many
 * MiB a step prints, how many rounds (without: each once in this JVM, and nothing is printed). Prints the seconds of each, the ratio to the bare one, and the peak of memory.
 *
 * <p>{@code docs/performance.md} says how to start it.
 */
final class OutputPrice {

    private static final int MEBIBYTE = 1 << 20;

    /** Printed as well, once in each MiB where secrets are masked. */
    static final String SECRET = "correct-horse-battery-staple";

    private static final int BUFFER = 64 << 10;

    private static final String PEAK = "VmHWM:";

    /** Who reads the output. */
    enum Reader {
        BARE,
        AGENT,
        SECRET,
        LISTENER
    }

    /**
     * What a process needed.
     *
     * @param seconds from its start to its end
     * @param peakMebibytes of resident memory
     */
    private record Cost(double seconds, double peakMebibytes) {}

    private OutputPrice() {}

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        int mebibytes = Integer.parseInt(arguments[1]);
        if (arguments.length > 3) {
            read(Reader.valueOf(arguments[2]), root, Path.of(arguments[3]), mebibytes);
            System.out.println(peak());
            return;
        }
        Path printed = printed(root, mebibytes);
        if (arguments.length == 2) {
            for (Reader reader : Reader.values()) {
                read(reader, Files.createDirectories(root.resolve(reader.name())), printed, mebibytes);
            }
            return;
        }
        int rounds = Integer.parseInt(arguments[2]);
        Map<Reader, double[]> ratios = new EnumMap<>(Reader.class);
        System.out.println("round  reader    seconds  ratio  peak MiB");
        for (int round = 0; round < rounds; round++) {
            double bare = 0;
            for (Reader reader : Reader.values()) {
                String name = round + "-" + reader;
                Cost nothing = cost(reader, root.resolve(name + "-nothing"), printed, 0);
                Cost whole = cost(reader, root.resolve(name), printed, mebibytes);
                double seconds = whole.seconds() - nothing.seconds();
                bare = reader == Reader.BARE ? seconds : bare;
                ratios.computeIfAbsent(reader, first -> new double[rounds])[round] = seconds / bare;
                System.out.printf(
                        Locale.ROOT,
                        "%5d  %-8s  %7.2f  %5.2f  %8.1f%n",
                        round + 1,
                        reader,
                        seconds,
                        seconds / bare,
                        whole.peakMebibytes());
            }
        }
        ratios.forEach((reader, each) -> System.out.printf(Locale.ROOT, "median %-8s %.2f%n", reader, median(each)));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The same bytes under many names are many bytes, and take the room of few. */
    private static Path printed(Path root, int mebibytes) throws IOException {
        Path printed = Files.createDirectories(root.resolve("printed"));
        Path first = Files.write(printed.resolve("0"), aMebibyte());
        for (int i = 1; i < mebibytes; i++) {
            Files.createLink(printed.resolve(Integer.toString(i)), first);
        }
        return printed;
    }

    /** Lines as a build prints them, and the secret. */
    private static byte[] aMebibyte() {
        Random random = new Random(1);
        StringBuilder lines = new StringBuilder("password: " + SECRET + "\n");
        while (lines.length() < MEBIBYTE) {
            lines.append("[INFO] step ")
                    .append(random.nextInt(100_000))
                    .append(": copied /srv/app/releases/")
                    .append(Long.toHexString(random.nextLong()))
                    .append("/lib/module.jar (")
                    .append(random.nextInt(1 << 20))
                    .append(" bytes)")
                    .append(" ok".repeat(random.nextInt(10)))
                    .append('\n');
        }
        return Arrays.copyOf(lines.toString().getBytes(StandardCharsets.US_ASCII), MEBIBYTE);
    }

    private static Cost cost(Reader reader, Path site, Path printed, int mebibytes)
            throws IOException, InterruptedException {
        Path told = Files.createDirectories(site).resolve("told");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-cp",
                System.getProperty("java.class.path"),
                OutputPrice.class.getName(),
                site.toString(),
                Integer.toString(mebibytes),
                reader.name(),
                printed.toString()));
        long begun = System.nanoTime();
        int code = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(told.toFile())
                .start()
                .waitFor();
        double seconds = (System.nanoTime() - begun) / 1e9;
        String said = Files.readString(told);
        if (code != 0) {
            throw new IllegalStateException(said);
        }
        String peak = said.substring(said.indexOf(PEAK) + PEAK.length())
                .lines()
                .findFirst()
                .orElseThrow();
        return new Cost(seconds, Integer.parseInt(peak.replaceAll("\\D", "")) / 1024.0);
    }

    private static void read(Reader reader, Path site, Path printed, int mebibytes)
            throws IOException, InterruptedException {
        String command = mebibytes == 0 ? "cat /dev/null" : "cat " + printed + "/*";
        long[] lines = new long[1];
        switch (reader) {
            case BARE -> bare(site, command);
            case AGENT -> agent(site, command, builder -> builder);
            case SECRET -> agent(site, command, builder -> builder.secret("TOKEN", SECRET));
            case LISTENER ->
                agent(
                        site,
                        command,
                        builder -> builder.listener(new RunListener() {
                            @Override
                            public void printed(String name, String line) {
                                lines[0]++;
                            }
                        }));
        }
    }

    private static String peak() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(PEAK))
                .findFirst()
                .orElseThrow();
    }

    private static void bare(Path site, String command) throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        Process process = new ProcessBuilder("/bin/sh", "-c", command)
                .directory(site.toFile())
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        try (InputStream output = process.getInputStream()) {
            while (output.read(buffer) >= 0) {}
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException("it failed");
        }
    }

    private static void agent(Path site, String command, UnaryOperator<DevOpsAgent.Builder> options)
            throws IOException {
        PricedDeployment.run(
                site, List.of("{\"name\": \"print\", \"run\": \"" + command + "\", \"irreversible\": true}"), options);
    }
}
