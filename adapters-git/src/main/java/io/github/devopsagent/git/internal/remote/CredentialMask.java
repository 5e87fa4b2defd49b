package io.github.devopsagent.git.internal.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.executor.StepOutput;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.HttpConfig;
import org.eclipse.jgit.transport.URIish;

/**
 * What gives access to a remote, kept out of all that is said about it: user info and query of URLs, passwords, headers
 * of git's configuration, and what was asked of a credentials provider. Servers and hooks may repeat it, so that it is
 * not only looked for in URLs.
 */
final class CredentialMask {

    /** Up to the last at sign before the path, since a password may have one. */
    private static final Pattern USER_INFO = Pattern.compile("(://)[^/\\s]*@");

    /** Up to the end of the word, but for what ends a sentence or a parenthesis. */
    private static final Pattern QUERY = Pattern.compile("(://[^\\s?]*)\\?\\S*?(?=[:;,.)'\"]*(?:\\s|$))");

    /** A message may have only the beginning of it. */
    private static final Pattern AUTHORIZATION = Pattern.compile("(?i)(basic|bearer) [A-Za-z0-9+/_.=-]+");

    private static final Pattern BASIC = Pattern.compile("(?i)basic +(\\S+)");

    /** A user name alone is a token, if it is long; a short one, such as {@code git}, is in many a word. */
    private static final int TOKEN = 12;

    /** A value of a query or a header need not be secret, and a shorter one would be part of many words. */
    private static final int VALUE = 6;

    private static final String CONCEALED = "***";

    private final Set<String> values = ConcurrentHashMap.newKeySet();

    /** The values that are certainly secret, which the run masks as well. */
    private final Set<String> certain = ConcurrentHashMap.newKeySet();

    private volatile Optional<StepOutput> run = Optional.empty();

    void learn(Collection<URIish> uris) {
        uris.forEach(this::learn);
    }

    private void learn(URIish uri) {
        String user = uri.getUser();
        String password = uri.getPass();
        if (password != null) {
            learnCertain(password);
            learnPair(user == null ? "" : user, password);
        } else if (user != null && user.length() >= TOKEN) {
            learnCertain(user);
            learnPair(user, "");
        }
        learnAsWritten(uri);
        learnQuery(uri.toPrivateASCIIString());
        learnQuery(uri.toPrivateString());
    }

    private void learnAsWritten(URIish uri) {
        Matcher userInfo = USER_INFO.matcher(uri.toPrivateString());
        if (userInfo.find() && uri.getPass() != null) {
            learn(userInfo.group().replaceAll("^://|@$", ""));
        }
    }

    private void learnQuery(String url) {
        int start = url.indexOf('?');
        if (start >= 0 && url.contains("://")) {
            Stream.of(url.substring(start + 1).split("[&;]")).forEach(this::learnParameter);
        }
    }

    private void learnParameter(String parameter) {
        int sign = parameter.indexOf('=');
        String value = parameter.substring(sign + 1);
        if (sign >= 0 && !value.isEmpty()) {
            values.add(parameter);
        }
        learnPart(value);
        learnPart(decoded(value));
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    private void learnPart(String value) {
        if (value.length() >= VALUE) {
            learn(value);
        }
    }

    /** The extra headers of all URLs: a redirection may have them sent, too. */
    void learnHeaders(Config config) {
        learnHeader(config.getStringList(HttpConfig.HTTP, null, HttpConfig.EXTRA_HEADER));
        for (String url : config.getSubsections(HttpConfig.HTTP)) {
            learnHeader(config.getStringList(HttpConfig.HTTP, url, HttpConfig.EXTRA_HEADER));
        }
    }

    private void learnHeader(String... headers) {
        for (String header : headers) {
            String value = header.substring(header.indexOf(':') + 1).strip();
            if (!value.isEmpty()) {
                values.add(header);
                learnPart(value);
                learnPart(value.substring(value.indexOf(' ') + 1).strip());
                learnBasic(value);
            }
        }
    }

    private void learnBasic(String value) {
        Matcher basic = BASIC.matcher(value);
        if (basic.matches()) {
            try {
                String pair = new String(Base64.getDecoder().decode(basic.group(1)), UTF_8);
                learn(pair);
                learn(pair.substring(pair.indexOf(':') + 1));
            } catch (IllegalArgumentException e) {
                // It has no password to read, and is concealed as it is.
            }
        }
    }

    private void learnCertain(String value) {
        learn(value);
        certain.add(value);
        run.ifPresent(output -> output.secret(value));
    }

    private void learn(String value) {
        if (!value.isEmpty()) {
            values.add(value);
            values.add(URLEncoder.encode(value, UTF_8));
        }
    }

    /** As HTTP sends it. */
    private void learnPair(String user, String password) {
        values.add(Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8)));
    }

    String conceal(String text) {
        String concealed = text;
        for (String value : values.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList()) {
            concealed = concealed.replace(value, CONCEALED);
        }
        concealed = USER_INFO.matcher(concealed).replaceAll("$1");
        concealed = QUERY.matcher(concealed).replaceAll("$1");
        return AUTHORIZATION.matcher(concealed).replaceAll("$1 " + CONCEALED);
    }

    /** Learns what the provider gives away. */
    CredentialsProvider overhear(CredentialsProvider provider) {
        return new CredentialsProvider() {
            @Override
            public boolean isInteractive() {
                return provider.isInteractive();
            }

            @Override
            public boolean supports(CredentialItem... items) {
                return provider.supports(items);
            }

            @Override
            public boolean get(URIish uri, CredentialItem... items) {
                boolean given = provider.get(uri, items);
                learn(items);
                return given;
            }

            @Override
            public void reset(URIish uri) {
                provider.reset(uri);
            }
        };
    }

    private void learn(CredentialItem... items) {
        String user = "";
        for (CredentialItem item : items) {
            String value = value(item);
            if (item instanceof CredentialItem.Username) {
                user = value;
            } else if (item.isValueSecure()) {
                learnCertain(value);
                learnPair(user, value);
            }
        }
    }

    private static String value(CredentialItem item) {
        if (item instanceof CredentialItem.StringType text && text.getValue() != null) {
            return text.getValue();
        }
        return item instanceof CredentialItem.CharArrayType chars && chars.getValue() != null
                ? new String(chars.getValue())
                : "";
    }

    /** Passes lines on, whole and without secrets; the last one when it is closed. The run is told the secrets. */
    Lines concealing(StepOutput output) {
        run = Optional.of(output);
        certain.forEach(output::secret);
        return new Lines(output);
    }

    /** Takes what a hook or a server prints. */
    final class Lines implements StepOutput, AutoCloseable {

        private final StepOutput output;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        private Lines(StepOutput output) {
            this.output = output;
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                if (bytes[i] == '\n') {
                    end();
                } else {
                    line.write(bytes[i]);
                }
            }
        }

        private void end() {
            output.line(conceal(line.toString(UTF_8)));
            line.reset();
        }

        @Override
        public synchronized void close() {
            if (line.size() > 0) {
                end();
            }
        }
    }
}
