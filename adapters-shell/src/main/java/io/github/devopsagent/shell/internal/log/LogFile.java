package io.github.devopsagent.shell.internal.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens logs, to read them alone. */
final class LogFile {

    private LogFile() {}

    /** Not through a link that took the file's place since it was found: it may lead anywhere. */
    static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }
}
