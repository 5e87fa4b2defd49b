package io.github.devopsagent.git.internal.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.address.UrlCredentials;
import io.github.devopsagent.executor.StepOutput;
import java.io.ByteArrayOutputStream;
import java.net.URISyntaxException;
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
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;

/**
 * What gives access to a remote, kept out of all that is said about it: user info and query of URLs, passwords, headers
 * of git's configuration, and what was asked of a credentials provider. Servers and hooks may repeat it, so that it is
 * not only looked for in URLs.
 */
final class CredentialMask {

    /** Up to the end of the word, but for what ends a sentence or a parenthesis. */
    private static final Pattern QUERY = Pattern.compile("(://[^\\s?]*)\\?\\S*?(?=[:;,.)'\"]*(?:\\s|$))");

    /** A message may have only the beginning of it. */
    private static final Pattern AUTHORIZATION = Pattern.compile("(?i)(basic|bearer) [A-Za-z0-9+/_.=-]+");

    private static final Pattern BASIC = Pattern.compile("(?i)basic +(\\S+)");

    /** A user name alone is a token, if it is long; a short one, such as {@code git}, is in many a word. */
    private static final int TOKEN = 12;

    /** A value of a query or a header need not be secret, and a shorter one would be part of many words. */
    private static final int VALUE = 6;

    /** What a header or a parameter of a URL is called whose value is certainly secret. */
    private static final Pattern SECRET = Pattern.compile("(?i)auth|token|secret|key|passw|cred|cookie|sig|session");

    private static final Pattern COOKIE = Pattern.compile("(?i)\\s*cookie\\s*:");

    private static final String CONCEALED = "***";

    private final Set<String> values = ConcurrentHashMap.newKeySet();

    private final Set<String> certain = ConcurrentHashMap.newKeySet();

    /** Is told the values that are certainly secret, which the run then masks as well, whoever repeats them. */
    private final StepOutput run;

    CredentialMask(StepOutput run) {
        this.run = run;
    }

    void learn(Collection<URIish> uris) {
        uris.forEach(this::learn);
    }

    /** A URL as it is written, even if it is none. */
    void learnUrl(String url) {
        try {
            learn(new URIish(url));
        } catch (URISyntaxException e) {
            learnUserInfo(url);
            learnQuery(url);
        }
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
        if (uri.getPass() != null) {
            learnUserInfo(uri.toPrivateString());
        }
    }

    private void learnUserInfo(String url) {
        Optional<String> userInfo = UrlCredentials.of(url);
        if (userInfo.isPresent()) {
            String pair = userInfo.get();
            learn(pair);
            int colon = pair.indexOf(':');
            if (colon >= 0) {
                learnCertain(pair.substring(colon + 1));
            }
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
        boolean secret =
                sign >= 0 && SECRET.matcher(parameter.substring(0, sign)).find();
        learnPart(value, secret);
        learnPart(decoded(value), secret);
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    private void learnPart(String value, boolean secret) {
        if (value.length() >= VALUE) {
            if (secret) {
                learnCertain(value);
            } else {
                learn(value);
            }
        }
    }

    /** Something that is certainly secret. */
    void tell(String secret) {
        learnCertain(secret);
    }

    /** A line for those who read what the step prints. */
    void warn(String line) {
        run.line(conceal(line));
    }

    void learnHeader(String header) {
        int colon = header.indexOf(':');
        String value = header.substring(colon + 1).strip();
        if (!value.isEmpty()) {
            values.add(header);
            boolean secret =
                    SECRET.matcher(header.substring(0, Math.max(colon, 0))).find();
            learnPart(value, secret);
            learnPart(value.substring(value.indexOf(' ') + 1).strip(), secret);
            if (COOKIE.matcher(header).lookingAt()) {
                Stream.of(value.split(";", -1))
                        .forEach(each ->
                                learnPart(each.substring(each.indexOf('=') + 1).strip(), true));
            }
            learnBasic(value);
        }
    }

    private void learnBasic(String value) {
        Matcher basic = BASIC.matcher(value);
        if (basic.matches()) {
            try {
                String pair = new String(Base64.getDecoder().decode(basic.group(1)), UTF_8);
                learn(pair);
                learnCertain(pair.substring(pair.indexOf(':') + 1));
            } catch (IllegalArgumentException e) {
                // It has no password to read, and is concealed as it is.
            }
        }
    }

    private void learnCertain(String value) {
        if (!value.isEmpty()) {
            learn(value);
            if (certain.add(value)) {
                run.secret(value);
            }
        }
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
        concealed = UrlCredentials.removed(concealed);
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

    /** Passes lines on, whole and without secrets; the last one when it is closed. */
    Lines concealing(StepOutput output) {
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
