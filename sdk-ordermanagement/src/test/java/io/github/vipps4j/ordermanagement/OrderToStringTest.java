package io.github.vipps4j.ordermanagement;

import static io.github.vipps4j.ordermanagement.Bodies.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vipps4j.testsupport.FieldDefect;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ends up in logs when somebody prints what the SDK gave him: nothing that lets others see an order. */
class OrderToStringTest {
    private static final String LINK = "https://shop.example/order?key=s3cret";

    private static final OrderCategory CATEGORY =
            Bodies.CATEGORY.toBuilder().orderDetailsUrl(LINK).build();
    private static final AddCategory ADD_CATEGORY =
            Bodies.ADD_CATEGORY.toBuilder().url(LINK).build();

    private static List<Object> samples() {
        return List.of(
                CATEGORY,
                CATEGORY.toBuilder(),
                ADD_CATEGORY,
                ADD_CATEGORY.toBuilder(),
                new Category(Bodies.CATEGORY_ID, ORDER, PaymentType.ECOM, CategoryType.TICKET, LINK, "socks"),
                new Order(CATEGORY, Bodies.RECEIPT),
                new StoredReceipt(Bodies.RECEIPT, true),
                Image.of(Images.png(1, 167)));
    }

    @Test
    @FieldDefect(16)
    void linksAndPurchasesAreNotPrinted() {
        assertThat(samples())
                .extracting(String::valueOf)
                .allSatisfy(text -> assertThat(text)
                        .doesNotContain("shop.example")
                        .doesNotContain("s3cret")
                        .doesNotContain("flip-flops")
                        .doesNotContain("SC0527013501"));
    }

    @Test
    void whatIsPrintedTellsThemApart() {
        assertThat(CATEGORY).hasToString("OrderCategory[category=GENERAL, imageId=socks-orange-123]");
        assertThat(ADD_CATEGORY)
                .hasToString("AddCategory[orderId=" + ORDER
                        + ", paymentType=ECOM, type=RECEIPT, imageId=f09c6aeb-442e-4da1-b36a-d8f613edc6c9]");
        assertThat(new Category(Bodies.CATEGORY_ID, ORDER, PaymentType.RECURRING, CategoryType.TICKET, LINK, null))
                .hasToString("Category[categoryId=" + Bodies.CATEGORY_ID + ", orderId=" + ORDER
                        + ", paymentType=RECURRING, type=TICKET, imageId=null]");
        assertThat(Image.of(Images.png(1, 167)).withId("socks"))
                .asString()
                .startsWith("Image[imageId=socks, ")
                .endsWith(" bytes]");
    }
}
