package io.github.devopsagent.shell.internal.probe;

import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.message.BasicLineParser;
import org.apache.hc.core5.http.message.StatusLine;
import org.apache.hc.core5.util.CharArrayBuffer;

/** Names a version that is not spoken as the server wrote it: the library makes 2.2 of {@code HTTP/2}. */
final class StatusLineParser extends BasicLineParser {

    @Override
    public StatusLine parseStatusLine(CharArrayBuffer buffer) throws ParseException {
        StatusLine line = super.parseStatusLine(buffer);
        if (line.getProtocolVersion().greaterEquals(HttpVersion.HTTP_2)) {
            throw new ParseException("its status line begins with " + version(buffer));
        }
        return line;
    }

    private static String version(CharArrayBuffer buffer) {
        return buffer.toString().strip().split("\\s", 2)[0];
    }
}
