package io.github.vipps4j.core;

/**
 * Something of the customer's profile that the shop asks for (ePayment 1.8.1; eCom 2.0.3). The customer has to agree,
 * else the payment fails. An open set: {@link #of} takes those that are not here. Checked with the request that it is
 * part of.
 *
 * @param name as the API has it, such as {@code phoneNumber}: no blanks
 */
public record ProfileScope(String name) {
    /** First and last name. */
    public static final ProfileScope NAME = of("name");
    /** All addresses. */
    public static final ProfileScope ADDRESS = of("address");
    /** E-mail address. */
    public static final ProfileScope EMAIL = of("email");
    /** Phone number, with country code. */
    public static final ProfileScope PHONE_NUMBER = of("phoneNumber");
    /** Date of birth. */
    public static final ProfileScope BIRTH_DATE = of("birthDate");

    /**
     * A scope by its name, such as {@code nin}, for which the sales unit needs permission.
     */
    public static ProfileScope of(String name) {
        return new ProfileScope(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
