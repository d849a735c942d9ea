"""The official form: what people sign, print, hand in and publish."""
