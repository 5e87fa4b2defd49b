package io.github.devopsagent;

import io.github.devopsagent.internal.document.DeploymentIds;
import io.github.devopsagent.internal.json.Limits;
import io.github.devopsagent.internal.json.Printable;
import io.github.devopsagent.internal.secret.SecretForms;
import io.github.devopsagent.plan.HealthCheck;
import java.time.Duration;
import java.util.Objects;

/** What a builder demands of its arguments: names, variables and durations. */
final class Arguments {

    private static final int LONGEST_TARGET = 200;

    private Arguments() {}

    static void requireName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a name must not be blank");
        }
    }

    static void requireVariable(String name, String value) {
        requireName(name);
        Objects.requireNonNull(value, "value");
        if (name.indexOf('=') >= 0 || name.startsWith("DEVOPS_") || (name + value).indexOf('\0') >= 0) {
            throw new IllegalArgumentException("'" + name
                    + "' cannot be set: a name has no '=' and does not begin with DEVOPS_, and nothing has a NUL");
        }
    }

    static void requireSecret(String name, String value) {
        requireVariable(name, value);
        if (!SecretForms.isLongEnough(SecretForms.withoutLineEnd(value))) {
            throw new IllegalArgumentException("the secret '" + name + "' must have at least "
                    + SecretForms.FEWEST_CHARACTERS + " characters: what is shorter stands in much text by chance");
        }
        if (value.isBlank()) {
            throw new IllegalArgumentException("the secret '" + name
                    + "' is blank: masking it would take the blanks out of all text; give its value, or leave it out");
        }
    }

    static void requireTarget(String name) {
        requireName(name);
        if (name.length() > LONGEST_TARGET || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a target's name has at most " + LONGEST_TARGET + " characters, and no control characters");
        }
    }

    static void requireDeploymentId(String id) {
        if (!DeploymentIds.isId(id)) {
            throw new IllegalArgumentException(
                    "a deployment has an id such as DEP-001, found '" + Printable.quoted(id, 60) + "'");
        }
    }

    static void requirePositive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, found " + duration);
        }
        requireShort(name, duration);
    }

    static void requireShort(HealthCheck.Timing durations) {
        requireShort("initial_delay", durations.initialDelay());
        requireShort("startup_timeout", durations.startupTimeout());
        requireShort("period", durations.period());
        requireShort("timeout", durations.timeout());
    }

    /** A plan is bounded in the same way; times are added up, and must not overflow in the midst of a run. */
    static void requireShort(String name, Duration duration) {
        if (duration.compareTo(Limits.LONGEST_DURATION) > 0) {
            throw new IllegalArgumentException(
                    name + " must be at most " + Limits.LONGEST_DURATION.toDays() + " days, found " + duration);
        }
    }
}
