package io.github.vipps4j.epayment;

/**
 * Who brings the goods (ePayment 1.8.1); the app shows its mark. An open set: {@link #of} takes those that are not here. Checked
 * with the group that it is part of.
 *
 * @param name as the API has it, such as {@code POSTEN}
 */
public record ShippingBrand(String name) {
    /** Posten. */
    public static final ShippingBrand POSTEN = of("POSTEN");
    /** Bring. */
    public static final ShippingBrand BRING = of("BRING");
    /** PostNord. */
    public static final ShippingBrand POSTNORD = of("POSTNORD");
    /** Helthjem. */
    public static final ShippingBrand HELTHJEM = of("HELTHJEM");
    /** Porterbuddy. */
    public static final ShippingBrand PORTERBUDDY = of("PORTERBUDDY");
    /** DHL. */
    public static final ShippingBrand DHL = of("DHL");
    /** Instabox. */
    public static final ShippingBrand INSTABOX = of("INSTABOX");
    /** FedEx. */
    public static final ShippingBrand FEDEX = of("FEDEX");
    /** Matkahuolto. */
    public static final ShippingBrand MATKAHUOLTO = of("MATKAHUOLTO");
    /** GLS. */
    public static final ShippingBrand GLS = of("GLS");
    /** Posti. */
    public static final ShippingBrand POSTI = of("POSTI");
    /** Gordon. */
    public static final ShippingBrand GORDON = of("GORDON");
    /** Somebody else, or the merchant. */
    public static final ShippingBrand OTHER = of("OTHER");

    /** A brand by its name. */
    public static ShippingBrand of(String name) {
        return new ShippingBrand(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
