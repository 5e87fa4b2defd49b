package io.github.devopsagent.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.pipeline.StepOutput;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;

/**
 * What gives access to a remote, kept out of all that is said about it: the user info of URLs, passwords, and what was
 * asked of a credentials provider. Servers and hooks may repeat it, so that it is not only looked for in URLs.
 */
final class Secrets {

    /** Up to the last at sign before the path, since a password may have one. */
    private static final Pattern USER_INFO = Pattern.compile("(://)[^/\\s]*@");

    /** A message may have only the beginning of it. */
    private static final Pattern AUTHORIZATION = Pattern.compile("(?i)(basic|bearer) [A-Za-z0-9+/_.=-]+");

    /** A user name alone is a token, if it is long; a short one, such as {@code git}, is in many a word. */
    private static final int TOKEN = 12;

    private static final String CONCEALED = "***";

    private final Set<String> values = ConcurrentHashMap.newKeySet();

    void learn(Collection<URIish> uris) {
        uris.forEach(this::learn);
    }

    private void learn(URIish uri) {
        String user = uri.getUser();
        String password = uri.getPass();
        if (password != null) {
            learn(password);
            learnPair(user == null ? "" : user, password);
        } else if (user != null && user.length() >= TOKEN) {
            learn(user);
            learnPair(user, "");
        }
        learnAsWritten(uri);
    }

    private void learnAsWritten(URIish uri) {
        Matcher userInfo = USER_INFO.matcher(uri.toPrivateString());
        if (userInfo.find() && uri.getPass() != null) {
            learn(userInfo.group().replaceAll("^://|@$", ""));
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
        String concealed = USER_INFO.matcher(text).replaceAll("$1");
        for (String value : values.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList()) {
            concealed = concealed.replace(value, CONCEALED);
        }
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
                learn(value);
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
