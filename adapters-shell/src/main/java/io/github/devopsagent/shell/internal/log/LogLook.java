package io.github.devopsagent.shell.internal.log;

import io.github.devopsagent.shell.internal.log.LogMark.FileState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What one look at a log has found.
 *
 * @param mark how far it came
 * @param isComplete whether all that was written since the mark before was there
 */
record LogLook(LogMark mark, boolean isComplete) {

    /** Where the last line is begun before that, the mark is inside of it. */
    private static final int LONGEST_TAIL = 1 << 20;

    /** A look that has found nothing yet: its mark is behind the last whole line that is there now. */
    static LogLook first(Path file) throws IOException {
        FileState state = FileState.of(file);
        long size = state.size();
        int length = (int) Math.min(size, LONGEST_TAIL);
        byte[] tail = new byte[length];
        try (FileChannel channel = LogFile.open(file);
                InputStream in = Channels.newInputStream(channel.position(size - length))) {
            length = in.readNBytes(tail, 0, length);
        }
        int line = length;
        while (line > 0 && tail[line - 1] != '\n') {
            line--;
        }
        long end = line == 0 && size > length ? size : size - tail.length + line;
        return new LogLook(LogMark.at(file, state, end, 0), true);
    }

    /** Goes on where the mark is: in the file itself, or in what became of it, and then in the new one. */
    static LogLook since(LogMemory memory, Path file, LineCounter counter) throws IOException, LogFault {
        LogMark mark = memory.mark();
        FileState state = FileState.of(file);
        boolean isSame = mark.isOf(file);
        if (isSame && mark.offset() > 0) {
            long end = counter.count(file, mark.offset(), false);
            return new LogLook(LogMark.at(file, state, end, mark.matches() + counter.matches()), true);
        }
        Optional<Path> old = isSame ? Optional.empty() : old(mark, LogPlace.siblings(file));
        if (old.isPresent()) {
            counter.count(old.get(), mark.offset(), true);
        }
        // Of a log that had no line nothing tells whether it is the same, but what has come beside it.
        List<Path> come = memory.rotated().isPresent() ? memory.rotated().get().newBeside(file) : List.of();
        int unread = 0;
        int read = 0;
        for (Path each : come) {
            if (RotatedLogs.isUnreadable(each)) {
                unread++;
            } else if (!old.equals(Optional.of(each)) && !isCopyOfBeginning(each, file)) {
                counter.count(each, 0, true);
                read++;
            }
        }
        boolean isFound = isSame || old.isPresent() || (mark.offset() == 0 && read > 0);
        boolean isComplete = isFound
                && (unread == 0 || unread <= memory.rotated().orElseThrow().gone(file));
        long end = counter.count(file, 0, false);
        return new LogLook(LogMark.at(file, state, end, mark.matches() + counter.matches()), isComplete);
    }

    /** Whether somebody has copied the log, and nobody has truncated it: its lines would count twice. */
    private static boolean isCopyOfBeginning(Path copy, Path file) throws IOException {
        LogMark whole = LogMark.at(copy, FileState.of(copy), Files.size(copy), 0);
        return whole.isCopiedTo(file) && whole.hasTimes(copy);
    }

    /** The renamed file rather than a copy. */
    private static Optional<Path> old(LogMark mark, List<Path> siblings) throws IOException {
        Optional<Path> copy = Optional.empty();
        for (Path each : siblings) {
            if (mark.isOf(each)) {
                return Optional.of(each);
            }
            copy = copy.isEmpty() && mark.isCopiedTo(each) ? Optional.of(each) : copy;
        }
        return copy;
    }
}
