package io.github.vipps4j.core;

import io.github.vipps4j.core.support.Texts;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Names one intended effect, so that repeating the call cannot act twice: the service answers the same key and the same
 * body with the first result. Derive it from your own order and step, so that a retry after a crash sends the same value;
 * two captures of one payment need two keys. A refusal (4xx) sticks to its key: correct the request and use a new one.
 */
public final class IdempotencyKey implements Serializable {
    private static final int MAX_LENGTH = 50;
    private static final int PREFIX_LENGTH = 13;
    /** 128 bits in base 32. */
    private static final int HASH_LENGTH = 26;

    private static final int BASE = 32;
    private static final int DIGIT_BITS = 5;

    private final String value;

    private IdempotencyKey(String value) {
        this.value = value;
    }

    /**
     * A key of your own, such as {@code order-123-capture-1}.
     *
     * @throws InvalidRequestException if it is empty, longer than 50 characters (ePayment 1.8.1), or has a character
     *     that is not printable ASCII, or a space at either end
     */
    public static IdempotencyKey of(String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw InvalidRequestException.of(
                    "IdempotencyKey", "idempotencyKey", "must have 1 to " + MAX_LENGTH + " characters");
        }
        if (!Texts.all(value, c -> c >= ' ' && c <= '~') || !value.equals(value.strip())) {
            throw InvalidRequestException.of(
                    "IdempotencyKey", "idempotencyKey", "must be printable ASCII without a space at either end");
        }
        return new IdempotencyKey(value);
    }

    /**
     * A key that has never been used. It dies with the process: a retry after a restart cannot repeat it, so use it only for
     * calls that may safely act again.
     */
    public static IdempotencyKey random() {
        return new IdempotencyKey(UUID.randomUUID().toString());
    }

    /**
     * A key computed from its parts, for example {@code derive("order-123", "capture", "1")}: the same parts give the
     * same key in every process and version, different parts different keys ("a", "bc" and "ab", "c" differ). At most 40
     * characters, so that it fits every API: a readable beginning and a hash.
     *
     * @throws InvalidRequestException if a part ends or begins in the middle of a character outside the basic plane, such
     *     as an emoji: two such parts could not be told apart
     */
    public static IdempotencyKey derive(String part, String... more) {
        MessageDigest sha256 = sha256();
        StringBuilder prefix = new StringBuilder(PREFIX_LENGTH + 1 + HASH_LENGTH);
        add(part, sha256, prefix);
        for (String next : more) {
            add(next, sha256, prefix);
        }
        prefix.append('-');
        ByteBuffer hash = ByteBuffer.wrap(sha256.digest());
        appendBase32(prefix, hash.getLong(), hash.getLong());
        return new IdempotencyKey(prefix.toString());
    }

    /** A number of 128 bits, five at a time: 0 to 9 and a to v. */
    private static void appendBase32(StringBuilder text, long high, long low) {
        for (int bit = (HASH_LENGTH - 1) * DIGIT_BITS; bit >= 0; bit -= DIGIT_BITS) {
            long shifted = bit >= Long.SIZE ? high >>> (bit - Long.SIZE) : low >>> bit;
            if (bit < Long.SIZE && bit > Long.SIZE - DIGIT_BITS) {
                shifted |= high << (Long.SIZE - bit);
            }
            text.append(Character.forDigit((int) (shifted & BASE - 1), BASE));
        }
    }

    /** The length goes before the bytes, so that no two lists of parts feed the same bytes to the hash. */
    private static void add(String part, MessageDigest sha256, StringBuilder prefix) {
        if (hasHalfACharacter(part)) {
            throw InvalidRequestException.of(
                    "IdempotencyKey", "idempotencyKey", "must not be derived from half a character");
        }
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            sha256.update((byte) (bytes.length >>> shift));
        }
        sha256.update(bytes);
        if (!prefix.isEmpty() && prefix.length() < PREFIX_LENGTH) {
            prefix.append('-');
        }
        for (int i = 0; i < part.length() && prefix.length() < PREFIX_LENGTH; i++) {
            char c = part.charAt(i);
            prefix.append(Texts.isLetterOrDigit(c) ? c : '-');
        }
    }

    /** A surrogate alone; as UTF-8 all of them would be the same question mark. */
    private static boolean hasHalfACharacter(String text) {
        int i = 0;
        while (i < text.length()) {
            int character = text.codePointAt(i);
            if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
                return true;
            }
            i += Character.charCount(character);
        }
        return false;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The key as it is sent. */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdempotencyKey key && key.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** The key itself: it is no secret, and support asks for it. */
    @Override
    public String toString() {
        return value;
    }
}
