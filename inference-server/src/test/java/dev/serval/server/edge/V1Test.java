package dev.serval.server.edge;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
class V1Test {
    @Test
    void rowsArePredicted() {
        predict("adder", "{\"instances\":[[1,2],[3,4]]}")
                .statusCode(200)
                .body("predictions", contains(3.0f, 7.0f));
    }

    @Test
    void namedRowsArePredicted() {
        predict("adder", "{\"instances\":[{\"x\":[1,2]}]}")
                .statusCode(200)
                .body("predictions", contains(3.0f));
    }

    @Test
    void columnsAreAnsweredAsOutputs() {
        predict("adder", "{\"inputs\":{\"x\":[[1,2]]}}")
                .statusCode(200)
                .body("outputs", contains(3.0f));
    }

    @Test
    void aVersionInThePathIsServed() {
        given().body("{\"instances\":[[1,2]]}")
                .post("/v1/models/adder/versions/1:predict")
                .then()
                .statusCode(200);
    }

    @Test
    void textsAreThoseOfKServe() {
        predict("adder", "{\"instances\":{\"x\":1}}")
                .statusCode(400)
                .body("error", equalTo("Expected \"instances\" to be a list"));
        predict("adder", "{")
                .statusCode(400)
                .body("error", containsString("Unrecognized request format: "));
        predict("nope", "{\"instances\":[[1,2]]}")
                .statusCode(404)
                .body("error", equalTo("Model with name nope does not exist."));
    }

    @Test
    void aRowOfAnotherWidthIsRefusedWithBothWidths() {
        predict("adder", "{\"instances\":[[1,2,3]]}")
                .statusCode(400)
                .body("error", containsString("[1,3]"))
                .body("error", containsString("[-1,2]"));
    }

    @Test
    void modelsAreListedAndTheirReadinessTold() {
        get("/v1/models").then().statusCode(200).body("models", hasItem("adder"));
        get("/v1/models/adder")
                .then()
                .statusCode(200)
                .body("name", equalTo("adder"))
                .body("ready", equalTo(true));
        get("/v1/models/nope").then().statusCode(404);
    }

    @Test
    void aPredictorSaysThatItExplainsNothing() {
        given().body("{\"instances\":[[1,2]]}")
                .post("/v1/models/types:explain")
                .then()
                .statusCode(501)
                .body("error", containsString("explainer"));
        given().post("/v1/models/nope:explain").then().statusCode(404);
    }

    @Test
    void whatIsNotThereIsToldAsAnyOtherError() {
        get("/nothing")
                .then()
                .statusCode(404)
                .body("error", equalTo("There is nothing at GET /nothing."));
        given().delete("/v1/models/adder")
                .then()
                .statusCode(405)
                .body("error", equalTo("/v1/models/adder has no DELETE."));
    }

    private static ValidatableResponse predict(String model, String body) {
        return given().contentType("application/json; charset=utf-8")
                .body(body)
                .post("/v1/models/" + model + ":predict")
                .then();
    }
}
