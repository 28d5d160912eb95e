import { describe, expect, it } from "@effect/vitest"
import { failureOf } from "../../src/internal/sql/Failure.js"

const server = (code: string, severity: string) => Object.assign(new Error("refused"), { severity, code })

describe("a failed statement", () => {
  it("is identified by its SQLSTATE in whatever language the server speaks", () => {
    for (const severity of ["ERROR", "ОШИБКА", "エラー", "FATAL"]) {
      expect(failureOf(server("23505", severity))).toBe("conflict")
      expect(failureOf(server("40P01", severity))).toBe("conflict")
      expect(failureOf(server("55P03", severity))).toBe("busy")
      expect(failureOf(server("57014", severity))).toBe("busy")
      expect(failureOf(server("P0001", severity))).toBe("broken")
    }
  })

  it("says nothing about what was written when the server may end with it, or the network does", () => {
    for (const code of ["57P01", "57P02", "08006", "53100", "58030", "XX000", "25P03"]) {
      expect(failureOf(server(code, "ФАТАЛЬНАЯ"))).toBe("lost")
    }
    expect(failureOf(new Error("Connection terminated unexpectedly"))).toBe("lost")
    expect(failureOf(Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }))).toBe("lost")
    expect(failureOf(new TypeError("parameter $1 is undefined"))).toBe("broken")
  })
})
