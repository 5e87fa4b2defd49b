package io.github.devopsagent.executor;

import java.util.Map;

/**
 * Brings an adapter's executors: what {@link java.util.ServiceLoader} finds on the class path or the module path. Such
 * a provider changes nothing but the executors that a plan can name.
 */
@FunctionalInterface
public interface ExecutorProvider {

    /**
     * The executors that plans can use, by the names that they use.
     *
     * @return by name; two providers of one name are an {@link IllegalStateException} when the agent is built, unless
     *     the host names one of its own
     */
    Map<String, StepExecutor> executors();
}
