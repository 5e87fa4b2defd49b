package io.github.devopsagent.internal.disk;

import io.github.devopsagent.regex.LazyPattern;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/**
 * What is mounted where, as Linux tells a process. Paths are compared byte by byte, since they are in no known encoding.
 *
 * @param mountPoints in the order in which they were mounted; a byte is a character
 */
public record MountTable(List<String> mountPoints) {

    private static final Path OF_THIS_PROCESS = Path.of("/proc/self/mountinfo");
    private static final int MOUNT_POINT = 4;
    private static final LazyPattern OCTAL = LazyPattern.of("\\\\([0-3][0-7]{2})");

    public MountTable {
        mountPoints = List.copyOf(mountPoints);
    }

    /** The table as it is now; an empty one where the system has none. */
    public static MountTable current() {
        try {
            return parse(Files.readAllBytes(OF_THIS_PROCESS));
        } catch (IOException e) {
            return new MountTable(List.of());
        }
    }

    static MountTable parse(byte[] mountinfo) {
        List<String> mountPoints = new ArrayList<>();
        for (String line : new String(mountinfo, StandardCharsets.ISO_8859_1).split("\n", -1)) {
            String[] fields = line.split(" ", -1);
            if (fields.length > MOUNT_POINT) {
                mountPoints.add(unescaped(fields[MOUNT_POINT]));
            }
        }
        return new MountTable(mountPoints);
    }

    /** Space, tab, line feed and backslash are written as a backslash and three octal digits. */
    private static String unescaped(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        Matcher octal = OCTAL.matcher(field);
        StringBuilder unescaped = new StringBuilder();
        while (octal.find()) {
            octal.appendReplacement(unescaped, "");
            unescaped.append((char) Integer.parseInt(octal.group(1), 8));
        }
        return octal.appendTail(unescaped).toString();
    }

    /**
     * Whether something is mounted exactly there. A mount on a directory above hides what was mounted before.
     *
     * @param real an absolute path without links
     */
    public boolean isMountPoint(Path real) {
        String path = new String(real.toString().getBytes(charsetOfPaths()), StandardCharsets.ISO_8859_1);
        boolean mounted = false;
        for (String each : mountPoints) {
            mounted = each.equals(path) || (mounted && !isAbove(each, path));
        }
        return mounted;
    }

    private static boolean isAbove(String directory, String path) {
        return path.startsWith(directory.endsWith("/") ? directory : directory + "/");
    }

    private static Charset charsetOfPaths() {
        String name = System.getProperty("sun.jnu.encoding", "");
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return Charset.defaultCharset();
        }
    }
}
