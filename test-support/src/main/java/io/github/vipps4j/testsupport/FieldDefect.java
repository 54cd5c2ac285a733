package io.github.vipps4j.testsupport;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The test guards against defects that other SDKs and integrations ship: rows of {@code docs/field-defects.md}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface FieldDefect {
    /** Numbers of the rows. */
    int[] value();
}
