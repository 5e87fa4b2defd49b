package io.github.devopsagent.git.internal.credential;

import io.github.devopsagent.git.internal.setting.GitSetting;
import io.github.devopsagent.git.internal.setting.SettingList;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;

/**
 * Asks the helpers that git's configuration names, one after the other, until user and password are known. They are told
 * which credentials a remote accepted, and which it did not.
 */
public final class HelperCredentials extends CredentialsProvider {

    private static final String HELPER = "helper";

    private final SettingList settings;
    private final Map<String, String> environment;
    private final Duration limit;
    private final Consumer<String> secrets;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<CredentialRequest> rejected = new CopyOnWriteArrayList<>();
    private Optional<CredentialRequest> given = Optional.empty();
    private Optional<URIish> giver = Optional.empty();

    /**
     * @param limit how long a helper may take
     * @param secrets is told each secret before anybody else has it
     */
    public HelperCredentials(
            SettingList settings, Map<String, String> environment, Duration limit, Consumer<String> secrets) {
        this.settings = settings;
        this.environment = Map.copyOf(environment);
        this.limit = limit;
        this.secrets = secrets;
    }

    /** Whether there is a helper for a URL. */
    public static boolean areFor(SettingList settings, URIish url) {
        return !named(settings, url).isEmpty();
    }

    /** The settings that name helpers for a URL. */
    public static List<GitSetting> named(SettingList settings, URIish url) {
        return settings.since(CredentialRequest.SECTION, HELPER, url);
    }

    @Override
    public boolean isInteractive() {
        return false;
    }

    @Override
    public boolean supports(CredentialItem... items) {
        return Stream.of(items)
                .allMatch(item -> item instanceof CredentialItem.Username || item instanceof CredentialItem.Password);
    }

    @Override
    public synchronized boolean get(URIish uri, CredentialItem... items) {
        if (!supports(items)) {
            return false;
        }
        Optional<CredentialRequest> found = given.isPresent() && giver.equals(Optional.of(uri)) ? given : ask(uri);
        if (found.isEmpty() || isRejected(found.get())) {
            return false;
        }
        given = found;
        giver = Optional.of(uri);
        for (CredentialItem item : items) {
            fill(item, found.get());
        }
        return true;
    }

    private boolean isRejected(CredentialRequest request) {
        return rejected.stream().anyMatch(request::equals);
    }

    private static void fill(CredentialItem item, CredentialRequest request) {
        if (item instanceof CredentialItem.Username user) {
            user.setValue(request.find(CredentialRequest.USER).orElse(""));
        } else if (item instanceof CredentialItem.Password password) {
            password.setValue(
                    request.find(CredentialRequest.PASSWORD).orElse("").toCharArray());
        }
    }

    private Optional<CredentialRequest> ask(URIish uri) {
        CredentialRequest request = CredentialRequest.of(uri, settings);
        if (!request.canBeSent()) {
            complaints.add("the URL has a line's end, so no credential helper was asked");
            return Optional.empty();
        }
        for (CredentialHelper helper : helpers(uri)) {
            Map<String, String> answer = ask(helper, "get", request);
            request = request.with(answer);
            if (request.isComplete() || List.of("1", "true").contains(answer.getOrDefault("quit", ""))) {
                break;
            }
        }
        return Optional.of(request).filter(CredentialRequest::isComplete);
    }

    private List<CredentialHelper> helpers(URIish uri) {
        List<CredentialHelper> helpers = new ArrayList<>();
        named(settings, uri)
                .forEach(setting -> helpers.add(new CredentialHelper(setting, environment, limit, secrets)));
        return helpers;
    }

    private Map<String, String> ask(CredentialHelper helper, String operation, CredentialRequest request) {
        try {
            return helper.ask(operation, request);
        } catch (IOException e) {
            complaints.add(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Map.of();
    }

    /** The remote did not accept what was given: the helpers forget it. */
    @Override
    public synchronized void reset(URIish uri) {
        tell("erase");
        given.ifPresent(rejected::add);
        given = Optional.empty();
    }

    /** The remote accepted what was given: the helpers may keep it. */
    public synchronized void accepted() {
        tell("store");
    }

    private void tell(String operation) {
        if (given.isPresent() && giver.isPresent()) {
            helpers(giver.get()).forEach(helper -> ask(helper, operation, given.get()));
        }
    }

    /** Why helpers failed, for people. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }
}
