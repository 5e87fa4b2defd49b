package io.github.devopsagent.git.internal.setting;

import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/** The URL in {@code http.<url>.*} and {@code credential.<url>.*}: which URLs it stands for. */
final class UrlPattern {

    private static final Map<String, Integer> PORTS = Map.of("http", 80, "https", 443, "ssh", 22, "git", 9418);

    /** An exact host counts for more than any path, as git decides. */
    private static final int EXACT_HOST = 1 << 16;

    private final String pattern;

    UrlPattern(String pattern) {
        this.pattern = pattern;
    }

    /** How specific it is for this URL; empty if it does not stand for it. */
    OptionalInt matching(URIish url) {
        Optional<URIish> parsed = parsed(pattern.contains("://") ? pattern : url.getScheme() + "://" + pattern);
        if (parsed.isEmpty() || host(url).isEmpty()) {
            return OptionalInt.empty();
        }
        URIish own = parsed.get();
        String user = text(own.getUser());
        if (!scheme(own).equals(scheme(url))
                || port(own) != port(url)
                || !isHost(host(own), host(url))
                || !isPath(path(own), path(url))
                || (!user.isEmpty() && !user.equals(text(url.getUser())))) {
            return OptionalInt.empty();
        }
        int exact = host(own).equals(host(url)) ? EXACT_HOST : host(own).length();
        return OptionalInt.of((exact + path(own).length()) * 2 + (user.isEmpty() ? 0 : 1));
    }

    private static Optional<URIish> parsed(String url) {
        try {
            return Optional.of(new URIish(url));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String scheme(URIish url) {
        return text(url.getScheme()).toLowerCase(Locale.ROOT);
    }

    private static String host(URIish url) {
        return text(url.getHost()).toLowerCase(Locale.ROOT);
    }

    private static int port(URIish url) {
        return url.getPort() > 0 ? url.getPort() : PORTS.getOrDefault(scheme(url), -1);
    }

    private static String path(URIish url) {
        return text(url.getRawPath()).replaceAll("/+$", "");
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** A star stands for one label. */
    private static boolean isHost(String own, String host) {
        String[] mine = own.split("\\.", -1);
        String[] theirs = host.split("\\.", -1);
        if (mine.length != theirs.length) {
            return false;
        }
        for (int i = 0; i < mine.length; i++) {
            if (!mine[i].equals("*") && !mine[i].equals(theirs[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPath(String own, String path) {
        return path.equals(own) || path.startsWith(own + "/");
    }
}
