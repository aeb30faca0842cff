"""Posts for the desk's tests, and what stands in them."""

SIGN = "<script>alert('x')</script>"

LIBRARY = """Biblioteken och tystnaden

Jag har läst rapporten "Quiet Rooms" från Lindholm Institute.

Den årliga rapporten visar att tre av fyra bibliotek saknar ett tyst rum.

Visitors ask for silence more often than for books. They rarely find it.

Bra att någon säger det! Hos oss är det precis så.

"Every library should close one room for talking", skriver Helen Marsh.

Det tror jag inte på. Rummen behövs till annat.

2 kommentarer

 1. Jag håller med om att det är för högljutt.

   Det borde fler säga.

 2. Nej, bibliotek ska låta.
"""

HOSTILE = f"""{SIGN}

Rapporten "{SIGN}" säger det rakt ut.

"The <img src=x onerror=alert(1)> was never tested by anybody at all", säger "><b>Mallory</b>.

Det håller jag inte med om. [länk](javascript:alert(1))
"""
