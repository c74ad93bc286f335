"""The demo story: made-up people whose cases are played through the services, in their own past time.

A face like web and api, for people who do not exist: it may call every service and knows no HTTP, and nothing but the
command that plays it may import it. `made_up` draws people, `chapters` plans days, `story` plays.
"""
