package io.github.devopsagent.shell.internal.log;

import io.github.devopsagent.shell.internal.log.LogMark.FileState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
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
    static LogLook since(LogMark mark, Path file, LineCounter counter) throws IOException, LogFault {
        FileState state = FileState.of(file);
        if (mark.isOf(file)) {
            long end = counter.count(file, mark.offset(), false);
            return new LogLook(LogMark.at(file, state, end, mark.matches() + counter.matches()), true);
        }
        Optional<Path> old = old(mark, LogPlace.siblings(file));
        if (old.isPresent()) {
            counter.count(old.get(), mark.offset(), true);
        }
        long end = counter.count(file, 0, false);
        return new LogLook(LogMark.at(file, state, end, mark.matches() + counter.matches()), old.isPresent());
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
