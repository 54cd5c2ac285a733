package io.github.vipps4j.core.support;

import io.github.vipps4j.core.ProfileScope;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Profile scopes on the wire: one text in which blanks divide them. */
public final class Profiles {
    private Profiles() {}

    /** Notes a violation unless each scope is one name. */
    public static Violations check(Violations violations, String field, Collection<ProfileScope> scopes) {
        return violations.check(
                scopes.stream().allMatch(Profiles::isScope),
                field,
                "must have names of printable ASCII without blanks");
    }

    private static boolean isScope(@Nullable ProfileScope scope) {
        return scope != null
                && scope.name() != null
                && !scope.name().isEmpty()
                && Texts.all(scope.name(), c -> c > ' ' && c < 0x7f);
    }

    /** The names, in their order. */
    public static String text(Collection<ProfileScope> scopes) {
        return scopes.stream().map(ProfileScope::name).collect(Collectors.joining(" "));
    }
}
