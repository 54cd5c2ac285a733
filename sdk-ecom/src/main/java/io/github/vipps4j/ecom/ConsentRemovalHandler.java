package io.github.vipps4j.ecom;

/** Deletes a customer's data. Called on the thread of the web server, on several at once. */
@FunctionalInterface
public interface ConsentRemovalHandler {
    /**
     * A customer of Express has withdrawn the consent: delete all of the customer's data for good, as the law demands.
     * A user that the shop does not know, or has forgotten already, is no failure: just return.
     *
     * @param userId as in {@link UserDetails#userId()}, such as {@code uiJskNQ6qNN1iwN891uuob==}
     */
    void consentRemoved(String userId) throws Exception;
}
