package io.github.devopsagent.veto;

/**
 * Finds out a fact that needs I/O, so that the rules that judge it can be pure. It is called on a thread of its own, at most
 * for as long as the builder's {@code hostCodeLimit} says (a minute by default), and then interrupted; it has failed then.
 */
@FunctionalInterface
public interface EvidenceSource {

    /**
     * Finds out the fact.
     *
     * @param evidence what is known already, without facts
     * @param site where the deployment would take place
     * @return the fact, of a type of its own, which rules ask for with {@link Evidence#fact(Class)}; the run is refused for
     *     null, and for a fact of a type that another source's has
     * @throws Exception if the fact cannot be found out; the run is then refused, with the exception's message
     */
    Record collect(Evidence evidence, Site site) throws Exception;
}
